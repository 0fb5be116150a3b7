using k8s;

namespace Lert.Deploy.Tests;

/// <summary>What the manifests promise: no two silos on a machine, one away at a time, drained before it goes, judged by its own health.</summary>
public sealed class KubernetesTests
{
    /// <summary>What a silo gives its running calls.</summary>
    private const int DrainSeconds = 20;

    private static readonly IReadOnlyList<Node> All = [.. Sources.Yaml("deploy/kubernetes/silo.yaml"), .. Sources.Yaml("deploy/kubernetes/secret.yaml")];

    private static Node Set => One("StatefulSet");

    private static Node Pod => Set["spec"]["template"]["spec"];

    private static Node Silo => Assert.Single(Pod["containers"].Items);

    [Fact]
    public void Every_document_says_what_it_is_and_no_two_are_the_same()
    {
        var names = All.Select(document => $"{document["apiVersion"]} {document["kind"]} {document["metadata"]["name"]}").ToArray();
        Assert.Equal(names.Distinct(), names);
        Assert.Superset(
            new HashSet<string> { "v1 ConfigMap", "v1 Service", "v1 Secret", "policy/v1 PodDisruptionBudget", "apps/v1 StatefulSet", "networking.k8s.io/v1 NetworkPolicy" },
            All.Select(document => $"{document["apiVersion"]} {document["kind"]}").ToHashSet());
    }

    [Theory]
    [InlineData("deploy/kubernetes/silo.yaml")]
    [InlineData("deploy/kubernetes/secret.yaml")]
    public void Every_field_is_one_that_Kubernetes_knows(string file) => Assert.Equal(Sources.Yaml(file).Count, KubernetesYaml.LoadAllFromString(Sources.Text(file), strict: true).Count);

    [Theory]
    [InlineData("terminationGracePeriodSeconds: 60", "terminationGraceSeconds: 60")]
    [InlineData("maxUnavailable: 1", "maxUnavailabel: 1")]
    [InlineData("replicas: 3", "replicas: three")]
    public void A_field_that_Kubernetes_does_not_know_is_found(string right, string wrong)
    {
        var text = Sources.Text("deploy/kubernetes/silo.yaml");
        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.ThrowsAny<YamlDotNet.Core.YamlException>(() => KubernetesYaml.LoadAllFromString(text.Replace(right, wrong, StringComparison.Ordinal), strict: true));
    }

    [Fact]
    public void All_selectors_find_the_pods()
    {
        var label = $"{Set["spec"]["template"]["metadata"]["labels"]["app.kubernetes.io/name"]}";
        Assert.Equal(label, $"{Set["spec"]["selector"]["matchLabels"]["app.kubernetes.io/name"]}");
        Assert.Equal(label, $"{One("PodDisruptionBudget")["spec"]["selector"]["matchLabels"]["app.kubernetes.io/name"]}");
        Assert.Equal(label, $"{One("NetworkPolicy")["spec"]["podSelector"]["matchLabels"]["app.kubernetes.io/name"]}");
        Assert.All(All.Where(document => $"{document["kind"]}" == "Service"), service => Assert.Equal(label, $"{service["spec"]["selector"]["app.kubernetes.io/name"]}"));
    }

    [Fact]
    public void The_set_is_governed_by_a_headless_service_that_is_there()
    {
        var service = All.Single(document => $"{document["kind"]}" == "Service" && $"{document["metadata"]["name"]}" == $"{Set["spec"]["serviceName"]}");
        Assert.Equal("None", $"{service["spec"]["clusterIP"]}");
    }

    [Theory]
    [InlineData("startupProbe")]
    [InlineData("livenessProbe")]
    [InlineData("readinessProbe")]
    public void A_probe_asks_a_port_and_a_path_that_are_served(string probe)
    {
        var asked = Silo[probe]["httpGet"];
        Assert.Contains($"{asked["port"]}", Silo["ports"].Items.Select(port => $"{port["name"]}"));
        Assert.Contains($"\"{asked["path"]}\"", Sources.Text("silo/Lert.Silo/Telemetry/MetricsEndpoint.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Whether_it_lives_does_not_depend_on_its_database()
    {
        Assert.Equal("/health/live", $"{Silo["livenessProbe"]["httpGet"]["path"]}");
        Assert.Equal("/health/ready", $"{Silo["readinessProbe"]["httpGet"]["path"]}");
    }

    [Fact]
    public void There_is_time_to_drain()
    {
        var command = Silo["lifecycle"]["preStop"]["exec"]["command"].Items.Select(word => $"{word}").ToArray();
        Assert.Equal("sleep", command[0]);
        Assert.True(Pod["terminationGracePeriodSeconds"].Number >= int.Parse(command[1], System.Globalization.CultureInfo.InvariantCulture) + DrainSeconds + 5);
    }

    [Fact]
    public void Two_silos_never_share_a_machine_and_one_may_be_away()
    {
        var apart = Assert.Single(Pod["affinity"]["podAntiAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"].Items);
        Assert.Equal("kubernetes.io/hostname", $"{apart["topologyKey"]}");
        Assert.Equal(1, One("PodDisruptionBudget")["spec"]["maxUnavailable"].Number);
        Assert.InRange(Set["spec"]["replicas"].Number, 3, 9);
    }

    [Fact]
    public void A_silo_runs_with_nothing_that_it_does_not_need()
    {
        Assert.Equal("true", $"{Pod["securityContext"]["runAsNonRoot"]}");
        Assert.Equal("true", $"{Silo["securityContext"]["readOnlyRootFilesystem"]}");
        Assert.Equal("false", $"{Silo["securityContext"]["allowPrivilegeEscalation"]}");
        Assert.Equal("false", $"{Pod["automountServiceAccountToken"]}");
    }

    [Fact]
    public void What_is_mounted_and_referred_to_is_there()
    {
        var volumes = Pod["volumes"].Items.Select(volume => $"{volume["name"]}").Concat(Set["spec"]["volumeClaimTemplates"].Items.Select(claim => $"{claim["metadata"]["name"]}")).ToHashSet();
        Assert.All(Silo["volumeMounts"].Items, mount => Assert.Contains($"{mount["name"]}", volumes));
        var secret = Silo["env"].Items.Single(variable => $"{variable["name"]}" == "Lert__Store__Postgres")["valueFrom"]["secretKeyRef"];
        Assert.Contains(All, document => $"{document["kind"]}" == "Secret" && $"{document["metadata"]["name"]}" == $"{secret["name"]}" && document["stringData"].Find($"{secret["key"]}") is not null);
    }

    [Fact]
    public void The_connection_string_is_in_no_config_map() =>
        Assert.Null(One("ConfigMap")["data"].Find("Lert__Store__Postgres"));

    private static Node One(string kind) => All.Single(document => $"{document["kind"]}" == kind);
}
