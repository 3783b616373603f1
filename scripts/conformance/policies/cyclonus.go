package main

import (
	"github.com/mattfenwick/cyclonus/pkg/matcher"
	corev1 "k8s.io/api/core/v1"
)

func judgeByCyclonus(cluster *Cluster) []bool {
	policy := matcher.BuildNetworkPolicies(false, cluster.Policies)
	pods := map[string]*corev1.Pod{}
	for _, pod := range cluster.Pods {
		for _, ip := range pod.Status.PodIPs {
			pods[ip.IP] = pod
		}
	}
	namespaces := map[string]map[string]string{}
	for _, namespace := range cluster.Namespaces {
		namespaces[namespace.Name] = namespace.Labels
	}
	peer := func(ip string) *matcher.TrafficPeer {
		pod, known := pods[ip]
		if !known {
			return &matcher.TrafficPeer{IP: ip}
		}
		return &matcher.TrafficPeer{IP: ip, Internal: &matcher.InternalPeer{
			PodLabels: pod.Labels, NamespaceLabels: namespaces[pod.Namespace], Namespace: pod.Namespace,
		}}
	}
	verdicts := []bool{}
	for _, packet := range cluster.Packets {
		traffic := &matcher.Traffic{
			Source: peer(packet.From), Destination: peer(packet.To), ResolvedPort: packet.Port, Protocol: packet.Protocol,
		}
		names := portNames(pods[packet.To], packet)
		verdicts = append(verdicts, opensByAny(policy, traffic, names, true) && opensByAny(policy, traffic, names, false))
	}
	return verdicts
}

// It knows one name of a port, and a port may have several: rules add up, so that any of them will do.
func opensByAny(policy *matcher.Policy, traffic *matcher.Traffic, names []string, isIngress bool) bool {
	for _, name := range names {
		named := *traffic
		named.ResolvedPortName = name
		if policy.IsIngressOrEgressAllowed(&named, isIngress).IsAllowed() {
			return true
		}
	}
	return false
}

func portNames(pod *corev1.Pod, packet Packet) []string {
	names := []string{""}
	if pod == nil {
		return names
	}
	for _, container := range pod.Spec.Containers {
		for _, port := range container.Ports {
			if port.Name != "" && int(port.ContainerPort) == packet.Port && port.Protocol == packet.Protocol {
				names = append(names, port.Name)
			}
		}
	}
	return names
}
