package main

import (
	"fmt"
	"sort"

	"github.com/mattfenwick/cyclonus/pkg/generator"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Case is a cluster of a generated case after one of its steps.
type Case struct {
	Name string `json:"name"`
	// Whether Kubernetes' own end-to-end tests have it, too.
	IsUpstream bool `json:"isUpstream"`
	Cluster
}

var numbers = []int32{80, 81}
var protocols = []corev1.Protocol{corev1.ProtocolTCP, corev1.ProtocolUDP, corev1.ProtocolSCTP}

// state is a cluster while steps are taken.
type state struct {
	namespaces map[string]map[string]string
	pods       map[string]*corev1.Pod
	policies   map[string]*networkingv1.NetworkPolicy
	addresses  int
}

func generatedCases() []Case {
	var cases []Case
	test := generator.NewTestCaseGenerator(true, "10.244.0.1", []string{"x", "y", "z"}, nil, nil)
	for _, each := range test.GenerateAllTestCases() {
		state := newState()
		for i, step := range each.Steps {
			for _, action := range step.Actions {
				state.take(action)
			}
			cases = append(cases, Case{
				Name:       fmt.Sprintf("%s, step %d", each.Description, i+1),
				IsUpstream: each.Tags[generator.TagUpstreamE2E],
				Cluster:    state.cluster(),
			})
		}
	}
	return cases
}

// The cluster of the end-to-end tests: pods a, b and c in namespaces x, y and z.
func newState() *state {
	made := &state{
		namespaces: map[string]map[string]string{},
		pods:       map[string]*corev1.Pod{},
		policies:   map[string]*networkingv1.NetworkPolicy{},
	}
	for _, namespace := range []string{"x", "y", "z"} {
		made.namespaces[namespace] = map[string]string{"ns": namespace}
		for _, pod := range []string{"a", "b", "c"} {
			made.addPod(namespace, pod, map[string]string{"pod": pod})
		}
	}
	return made
}

func (s *state) addPod(namespace, name string, labels map[string]string) {
	var ports []corev1.ContainerPort
	for _, number := range numbers {
		for _, protocol := range protocols {
			name := fmt.Sprintf("serve-%d-%s", number, map[corev1.Protocol]string{"TCP": "tcp", "UDP": "udp", "SCTP": "sctp"}[protocol])
			ports = append(ports, corev1.ContainerPort{Name: name, ContainerPort: number, Protocol: protocol})
		}
	}
	s.addresses++
	ip := fmt.Sprintf("10.244.0.%d", s.addresses)
	s.pods[namespace+"/"+name] = &corev1.Pod{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Pod"},
		ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name, Labels: labels},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "main", Ports: ports}}},
		Status:     corev1.PodStatus{PodIP: ip, PodIPs: []corev1.PodIP{{IP: ip}}},
	}
}

func (s *state) take(action *generator.Action) {
	switch {
	case action.CreatePolicy != nil:
		s.setPolicy(action.CreatePolicy.Policy)
	case action.UpdatePolicy != nil:
		s.setPolicy(action.UpdatePolicy.Policy)
	case action.DeletePolicy != nil:
		delete(s.policies, action.DeletePolicy.Namespace+"/"+action.DeletePolicy.Name)
	case action.CreateNamespace != nil:
		s.namespaces[action.CreateNamespace.Namespace] = action.CreateNamespace.Labels
	case action.SetNamespaceLabels != nil:
		s.namespaces[action.SetNamespaceLabels.Namespace] = action.SetNamespaceLabels.Labels
	case action.DeleteNamespace != nil:
		s.deleteNamespace(action.DeleteNamespace.Namespace)
	case action.CreatePod != nil:
		s.addPod(action.CreatePod.Namespace, action.CreatePod.Pod, action.CreatePod.Labels)
	case action.SetPodLabels != nil:
		pod := s.pods[action.SetPodLabels.Namespace+"/"+action.SetPodLabels.Pod].DeepCopy()
		pod.Labels = action.SetPodLabels.Labels
		s.pods[pod.Namespace+"/"+pod.Name] = pod
	case action.DeletePod != nil:
		delete(s.pods, action.DeletePod.Namespace+"/"+action.DeletePod.Pod)
	}
}

func (s *state) setPolicy(given *networkingv1.NetworkPolicy) {
	policy := given.DeepCopy()
	policy.TypeMeta = metav1.TypeMeta{APIVersion: "networking.k8s.io/v1", Kind: "NetworkPolicy"}
	s.policies[policy.Namespace+"/"+policy.Name] = policy
}

func (s *state) deleteNamespace(namespace string) {
	delete(s.namespaces, namespace)
	for key, pod := range s.pods {
		if pod.Namespace == namespace {
			delete(s.pods, key)
		}
	}
	for key, policy := range s.policies {
		if policy.Namespace == namespace {
			delete(s.policies, key)
		}
	}
}

// All pods to all others, and to and from an address outside, on all ports.
func (s *state) cluster() Cluster {
	cluster := Cluster{Pods: []*corev1.Pod{}, Policies: []*networkingv1.NetworkPolicy{}, Packets: []Packet{}}
	for _, name := range sortedKeys(s.namespaces) {
		labels := map[string]string{"kubernetes.io/metadata.name": name}
		for key, value := range s.namespaces[name] {
			labels[key] = value
		}
		cluster.Namespaces = append(cluster.Namespaces, &corev1.Namespace{
			TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Namespace"},
			ObjectMeta: metav1.ObjectMeta{Name: name, Labels: labels},
		})
	}
	addresses := []string{"192.0.2.1"}
	for _, key := range sortedKeys(s.pods) {
		cluster.Pods = append(cluster.Pods, s.pods[key])
		addresses = append(addresses, s.pods[key].Status.PodIP)
	}
	for _, key := range sortedKeys(s.policies) {
		cluster.Policies = append(cluster.Policies, s.policies[key])
	}
	for _, from := range addresses {
		for _, to := range addresses {
			for _, number := range numbers {
				for _, protocol := range protocols {
					if from != to {
						cluster.Packets = append(cluster.Packets, Packet{from, to, protocol, int(number)})
					}
				}
			}
		}
	}
	return cluster
}

func sortedKeys[T any](all map[string]T) []string {
	keys := make([]string, 0, len(all))
	for key := range all {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
