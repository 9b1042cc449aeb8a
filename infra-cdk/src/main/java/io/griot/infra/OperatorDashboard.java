package io.griot.infra;

import static io.griot.contract.Metric.COMMANDS_FAILED;
import static io.griot.contract.Metric.COMMANDS_SUCCEEDED;
import static io.griot.contract.Metric.COMMAND_AGE;
import static io.griot.contract.Metric.EVENTS_DROPPED;
import static io.griot.contract.Metric.FREE_SLOTS;
import static io.griot.contract.Metric.HOSTS_WANTED;
import static io.griot.contract.Metric.SESSIONS;
import static io.griot.contract.Metric.SESSIONS_DOWN;
import static io.griot.contract.Metric.SESSIONS_WAITING;
import static io.griot.contract.Metric.UNAVAILABLE_OPERATIONS;
import static io.griot.contract.Metric.WEBHOOKS_DELIVERED;
import static io.griot.contract.Metric.WEBHOOKS_FAILED;
import static io.griot.contract.Metric.WEBHOOK_AGE;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;

/** The operator's dashboard: sessions, hosts, commands and webhooks on one page. */
final class OperatorDashboard {
  private OperatorDashboard() {}

  static void add(Stack stack, String name, Metrics metrics, HttpApi api) {
    List<IWidget> first =
        List.of(
            graph(
                "Sessions",
                metrics.level(SESSIONS),
                metrics.most(SESSIONS_DOWN, Metrics.FIVE_MINUTES),
                metrics.most(SESSIONS_WAITING, Metrics.FIVE_MINUTES)),
            graph(
                "Hosts wanted, free slots",
                metrics.most(HOSTS_WANTED, Metrics.FIVE_MINUTES),
                metrics.level(FREE_SLOTS)),
            graph(
                "Not in this WhatsApp",
                metrics.most(UNAVAILABLE_OPERATIONS, Metrics.FIVE_MINUTES)));
    List<IWidget> second =
        List.of(
            graph(
                "Commands",
                metrics.sum(COMMANDS_SUCCEEDED, Metrics.FIVE_MINUTES),
                metrics.sum(COMMANDS_FAILED, Metrics.FIVE_MINUTES)),
            graph("Longest wait, ms", metrics.most(COMMAND_AGE, Metrics.FIVE_MINUTES)),
            graph(
                "API",
                api.metricCount(Metrics.sums()),
                api.metricClientError(Metrics.sums()),
                api.metricServerError(Metrics.sums())));
    List<IWidget> third =
        List.of(
            graph(
                "Webhooks",
                metrics.sum(WEBHOOKS_DELIVERED, Metrics.FIVE_MINUTES),
                metrics.sum(WEBHOOKS_FAILED, Metrics.FIVE_MINUTES)),
            graph("Oldest event delivered, ms", metrics.most(WEBHOOK_AGE, Metrics.FIVE_MINUTES)),
            graph(
                "Events given up or dropped",
                metrics.deadEvents(Metrics.FIVE_MINUTES),
                metrics.sum(EVENTS_DROPPED, Metrics.FIVE_MINUTES)));
    Dashboard.Builder.create(stack, "Dashboard")
        .dashboardName(name)
        .widgets(List.of(first, second, third))
        .build();
  }

  private static GraphWidget graph(String title, IMetric... shown) {
    return GraphWidget.Builder.create().title(title).width(8).left(List.of(shown)).build();
  }
}
