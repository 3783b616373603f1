package main

import (
	"context"
	"net"
	_ "unsafe" // for go:linkname

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/tools/cache"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"
	npafake "sigs.k8s.io/network-policy-api/pkg/client/clientset/versioned/fake"
	npainformers "sigs.k8s.io/network-policy-api/pkg/client/informers/externalversions"
)

// packet has the fields of the one that the evaluator takes, which it does not export.
type packet struct {
	id      uint32
	family  corev1.IPFamily
	srcIP   net.IP
	dstIP   net.IP
	proto   corev1.Protocol
	srcPort int
	dstPort int
	payload []byte
}

//go:linkname evaluatePacket sigs.k8s.io/kube-network-policies/pkg/networkpolicy.(*Controller).evaluatePacket
func evaluatePacket(c *networkpolicy.Controller, ctx context.Context, p packet) bool

// kubeNetworkPolicies is the evaluator of the reference implementation, fed from stores instead of from a cluster.
type kubeNetworkPolicies struct {
	controller *networkpolicy.Controller
	namespaces cache.Indexer
	pods       cache.Indexer
	policies   cache.Indexer
}

func newKubeNetworkPolicies() (*kubeNetworkPolicies, error) {
	client := fake.NewSimpleClientset()
	factory := informers.NewSharedInformerFactory(client, 0)
	npaClient := npafake.NewSimpleClientset()
	npaFactory := npainformers.NewSharedInformerFactory(npaClient, 0)
	controller, err := networkpolicy.NewController(
		client,
		factory.Networking().V1().NetworkPolicies(),
		factory.Core().V1().Namespaces(),
		factory.Core().V1().Pods(),
		factory.Core().V1().Nodes(),
		npaClient,
		npaFactory.Policy().V1alpha1().AdminNetworkPolicies(),
		npaFactory.Policy().V1alpha1().BaselineAdminNetworkPolicies(),
		networkpolicy.Config{NodeName: "node"},
	)
	return &kubeNetworkPolicies{
		controller,
		factory.Core().V1().Namespaces().Informer().GetIndexer(),
		factory.Core().V1().Pods().Informer().GetIndexer(),
		factory.Networking().V1().NetworkPolicies().Informer().GetIndexer(),
	}, err
}

func (e *kubeNetworkPolicies) judge(cluster *Cluster) ([]bool, error) {
	if err := replace(e.namespaces, cluster.Namespaces); err != nil {
		return nil, err
	}
	if err := replace(e.pods, cluster.Pods); err != nil {
		return nil, err
	}
	if err := replace(e.policies, cluster.Policies); err != nil {
		return nil, err
	}
	verdicts := []bool{}
	for _, given := range cluster.Packets {
		source, destination := net.ParseIP(given.From), net.ParseIP(given.To)
		family := corev1.IPv6Protocol
		if destination.To4() != nil {
			family = corev1.IPv4Protocol
		}
		verdicts = append(verdicts, evaluatePacket(e.controller, context.Background(), packet{
			family: family, srcIP: source, dstIP: destination, proto: given.Protocol, srcPort: 33333, dstPort: given.Port,
		}))
	}
	return verdicts, nil
}

func replace[T any](store cache.Indexer, objects []T) error {
	list := make([]interface{}, 0, len(objects))
	for _, object := range objects {
		list = append(list, object)
	}
	return store.Replace(list, "")
}
