package io.griot.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.budgets.CfnBudget;

/** A budget that warns the operator by e-mail when a month of this installation is expensive. */
final class MonthlyBudget {
  private MonthlyBudget() {}

  /**
   * Adds the budget. It covers only this installation: the bill is filtered by the tag of its
   * resources.
   */
  static void add(Stack stack, DeploymentConfig config, String email) {
    CfnBudget.Builder.create(stack, "Budget")
        .budget(
            CfnBudget.BudgetDataProperty.builder()
                .budgetType("COST")
                .timeUnit("MONTHLY")
                .budgetLimit(
                    CfnBudget.SpendProperty.builder()
                        .amount(config.monthlyBudgetUsd())
                        .unit("USD")
                        .build())
                .costFilters(
                    Map.of("TagKeyValue", List.of("user:griot$" + config.names().prefix())))
                .build())
        .notificationsWithSubscribers(
            List.of(
                warning("ACTUAL", 80, email),
                warning("ACTUAL", 100, email),
                warning("FORECASTED", 120, email)))
        .build();
  }

  private static CfnBudget.NotificationWithSubscribersProperty warning(
      String kind, int percent, String email) {
    return CfnBudget.NotificationWithSubscribersProperty.builder()
        .notification(
            CfnBudget.NotificationProperty.builder()
                .notificationType(kind)
                .comparisonOperator("GREATER_THAN")
                .threshold(percent)
                .thresholdType("PERCENTAGE")
                .build())
        .subscribers(
            List.of(
                CfnBudget.SubscriberProperty.builder()
                    .subscriptionType("EMAIL")
                    .address(email)
                    .build()))
        .build();
  }
}
