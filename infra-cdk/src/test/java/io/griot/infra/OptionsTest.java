package io.griot.infra;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** Settings of operators beyond the defaults. */
class OptionsTest {
  private static GriotApp griot;

  @BeforeAll
  static void synthesise() {
    griot =
        Synthesis.of(
            Map.of(
                "AWS_REGION", "eu-west-1",
                "GRIOT_DOMAIN", "api.example.com",
                "GRIOT_CERTIFICATE_ARN", "arn:aws:acm:eu-west-1:123456789012:certificate/one",
                "GRIOT_ALARM_EMAIL", "operator@example.com",
                "GRIOT_MONTHLY_BUDGET_USD", "40",
                "GRIOT_CORS_ORIGINS", "https://shop.example, http://localhost:5173",
                "GRIOT_MIN_HOSTS", "1",
                "GRIOT_CINETPAY_SECRETS", "/griot/cinetpay",
                "GRIOT_SPOT", "true"));
  }

  /** A template contains the name of a secret, never the secret. */
  @Test
  void theApiReadsTheSecretsOfThePaymentProviderThatIsNamedAndNoOthers() {
    Template api = Template.fromStack(griot.api());

    api.hasResourceProperties(
        "AWS::Lambda::Function",
        Map.of(
            "Environment",
            Map.of(
                "Variables",
                Match.objectLike(
                    Map.of(
                        "GRIOT_CINETPAY_SECRETS", "/griot/cinetpay",
                        "GRIOT_PAYDUNYA_SECRETS", Match.absent(),
                        "GRIOT_PUBLIC_URL", "https://api.example.com")))));
    api.hasResourceProperties(
        "AWS::IAM::Role",
        Map.of(
            "Policies",
            Match.arrayWith(
                List.of(
                    Match.objectLike(
                        Map.of(
                            "PolicyDocument",
                            Match.objectLike(
                                Map.of(
                                    "Statement",
                                    Match.arrayWith(
                                        List.of(
                                            Match.objectLike(
                                                Map.of(
                                                    "Action",
                                                    "ssm:GetParameter",
                                                    "Effect",
                                                    "Allow",
                                                    "Sid",
                                                    "SecretsOfPaymentProviders"))))))))))));
  }

  @Test
  void theApiHasAnAddressOfItsOwnAndTakesNoOldTls() {
    Template api = Template.fromStack(griot.api());

    api.hasResourceProperties(
        "AWS::ApiGatewayV2::DomainName",
        Map.of(
            "DomainName",
            "api.example.com",
            "DomainNameConfigurations",
            List.of(
                Match.objectLike(
                    Map.of("EndpointType", "REGIONAL", "SecurityPolicy", "TLS_1_2")))));
    api.resourceCountIs("AWS::ApiGatewayV2::ApiMapping", 1);
  }

  @Test
  void onlyTheseOriginsMayCallFromABrowser() {
    Template.fromStack(griot.api())
        .hasResourceProperties(
            "AWS::ApiGatewayV2::Api",
            Map.of(
                "CorsConfiguration",
                Match.objectLike(
                    Map.of(
                        "AllowOrigins",
                        List.of("https://shop.example", "http://localhost:5173")))));
  }

  @Test
  void theOperatorIsToldOfAlarmsAndOfTheBudget() {
    Template supervision = Template.fromStack(griot.supervision());

    supervision.hasResourceProperties(
        "AWS::SNS::Subscription", Map.of("Protocol", "email", "Endpoint", "operator@example.com"));
    supervision.hasResourceProperties(
        "AWS::Budgets::Budget",
        Map.of(
            "Budget",
            Match.objectLike(
                Map.of(
                    "BudgetLimit",
                    Map.of("Amount", 40, "Unit", "USD"),
                    "CostFilters",
                    Map.of("TagKeyValue", List.of("user:griot$griot"))))));
  }

  @Test
  void hostsRunOnSpotAndOneAlways() {
    Template hosts = Template.fromStack(griot.hosts());

    hosts.hasResourceProperties(
        "AWS::ECS::Service",
        Map.of(
            "CapacityProviderStrategy",
            List.of(Map.of("CapacityProvider", "FARGATE_SPOT", "Weight", 1))));
    Template.fromStack(griot.supervision())
        .hasResourceProperties(
            "AWS::Lambda::Function",
            Map.of(
                "Environment",
                Map.of("Variables", Match.objectLike(Map.of("GRIOT_MIN_HOSTS", "1")))));
  }
}
