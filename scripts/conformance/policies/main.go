// Answers questions about clusters by public evaluators of NetworkPolicies, so that the engine can be held against them.
//
//	conformance           reads clusters from stdin, one JSON object a line, and writes the verdicts on their packets
//	conformance cases     writes the clusters of the generated cases of Cyclonus, which have those of Kubernetes' own
//	                      end-to-end tests among them
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
)

// Cluster is what a question is about.
type Cluster struct {
	Namespaces []*corev1.Namespace           `json:"namespaces"`
	Pods       []*corev1.Pod                 `json:"pods"`
	Policies   []*networkingv1.NetworkPolicy `json:"policies"`
	Packets    []Packet                      `json:"packets"`
}

// Packet is the first one of a connection. A pod has its address in From or To, too.
type Packet struct {
	From     string          `json:"from"`
	To       string          `json:"to"`
	Protocol corev1.Protocol `json:"protocol"`
	Port     int             `json:"port"`
}

// Verdicts are those on the packets of a cluster, in their order.
type Verdicts struct {
	Cyclonus            []bool `json:"cyclonus"`
	KubeNetworkPolicies []bool `json:"kube-network-policies"`
}

func main() {
	err := run()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	if len(os.Args) > 1 && os.Args[1] == "cases" {
		for _, each := range generatedCases() {
			if err := encoder.Encode(each); err != nil {
				return err
			}
		}
		return nil
	}
	evaluator, err := newKubeNetworkPolicies()
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bufio.NewReader(os.Stdin))
	for {
		var cluster Cluster
		err := decoder.Decode(&cluster)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		setDefaults(&cluster)
		verdicts := Verdicts{Cyclonus: judgeByCyclonus(&cluster)}
		if verdicts.KubeNetworkPolicies, err = evaluator.judge(&cluster); err != nil {
			return err
		}
		if err := encoder.Encode(verdicts); err != nil {
			return err
		}
	}
}

// What the API server fills in, and addresses as it spells them.
func setDefaults(cluster *Cluster) {
	for _, policy := range cluster.Policies {
		spec := &policy.Spec
		if len(spec.PolicyTypes) == 0 {
			spec.PolicyTypes = []networkingv1.PolicyType{networkingv1.PolicyTypeIngress}
			if len(spec.Egress) > 0 {
				spec.PolicyTypes = append(spec.PolicyTypes, networkingv1.PolicyTypeEgress)
			}
		}
		// An empty list is none once it has been through an API server; kube-network-policies takes another one for everything.
		if len(spec.Ingress) == 0 {
			spec.Ingress = nil
		}
		if len(spec.Egress) == 0 {
			spec.Egress = nil
		}
		for i := range spec.Ingress {
			setProtocols(spec.Ingress[i].Ports)
		}
		for i := range spec.Egress {
			setProtocols(spec.Egress[i].Ports)
		}
	}
	for i := range cluster.Packets {
		packet := &cluster.Packets[i]
		packet.From, packet.To = canonical(packet.From), canonical(packet.To)
	}
	for _, pod := range cluster.Pods {
		for i := range pod.Status.PodIPs {
			pod.Status.PodIPs[i].IP = canonical(pod.Status.PodIPs[i].IP)
		}
		for i := range pod.Spec.Containers {
			for j := range pod.Spec.Containers[i].Ports {
				port := &pod.Spec.Containers[i].Ports[j]
				if port.Protocol == "" {
					port.Protocol = corev1.ProtocolTCP
				}
			}
		}
	}
}

// Evaluators look addresses up by their texts.
func canonical(address string) string {
	return net.ParseIP(address).String()
}

func setProtocols(ports []networkingv1.NetworkPolicyPort) {
	for i := range ports {
		if ports[i].Protocol == nil {
			tcp := corev1.ProtocolTCP
			ports[i].Protocol = &tcp
		}
	}
}
