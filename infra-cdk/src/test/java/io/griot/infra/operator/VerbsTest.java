package io.griot.infra.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.infra.operator.Verbs.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The verbs {@code ./griot deploy}, {@code destroy} and {@code admin}: their effects and refusals.
 */
class VerbsTest {
  private static final Map<String, String> REGION = Map.of("AWS_REGION", "eu-west-1");
  private static final String WHO = "aws sts get-caller-identity --query Account --output text";
  private static final String BOOTSTRAPPED =
      "aws ssm get-parameter --name /cdk-bootstrap/hnb659fds/version";
  private static final String LIMIT =
      "aws lambda get-account-settings --query AccountLimit.ConcurrentExecutions --output text";
  private static final String SCANNED =
      "aws ecr put-image-scanning-configuration --image-scanning-configuration scanOnPush=true"
          + " --repository-name cdk-hnb659fds-container-assets-123456789012-eu-west-1";
  private static final String SYNTHESIS = "java io.griot.infra.GriotApp";

  @TempDir Path folder;
  private Verbs verbs;

  @BeforeEach
  void prepare() throws IOException {
    verbs = new Verbs(folder);
  }

  @Test
  void deployChecksFirstThenSynthesisesThenDeploysThenMakesTheFirstKey() throws Exception {
    Run run = verbs.run("", REGION, "deploy");

    assertThat(run.status()).as(run.output()).isZero();
    assertThat(verbs.calls())
        .containsExactly(
            WHO,
            BOOTSTRAPPED,
            "docker info",
            LIMIT,
            SYNTHESIS,
            SCANNED,
            "cdk --app infra-cdk/target/cdk.out deploy --all --require-approval broadening",
            "java io.griot.infra.operator.FirstAdminKey");
    assertThat(run.output()).containsOnlyOnce(Verbs.KEY).contains("account 123456789012");
  }

  @Test
  void aNewAccountIsToldHowToAskForMoreLambdas() throws Exception {
    verbs.does("aws", "case $1 in sts) echo 123456789012 ;; lambda) echo 10 ;; esac");
    verbs.does("java", "echo limit $GRIOT_LAMBDA_INSTANCES");

    Run run = verbs.run("", REGION, "deploy");

    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("may run 10 Lambdas at once", "request-service-quota-increase", "limit 10");
  }

  @Test
  void aRepositoryThatCannotBeScannedDoesNotKeepFromDeploying() throws Exception {
    verbs.does(
        "aws", "case $1 in sts) echo 123456789012 ;; lambda) echo 1000 ;; ecr) exit 254 ;; esac");

    Run run = verbs.run("", REGION, "deploy");

    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output()).contains("ECR does not scan the hosts' image");
  }

  @Test
  void deployingAgainShowsNoKey() throws Exception {
    verbs.does("java", "");

    Run run = verbs.run("", REGION, "deploy");

    assertThat(run.status()).isZero();
    assertThat(run.output()).doesNotContain("operator's key");
  }

  @Test
  void aDeploymentThatFailsMakesNoKey() throws Exception {
    verbs.does("cdk", "exit 1");

    Run run = verbs.run("", REGION, "deploy");

    assertThat(run.status()).isNotZero();
    assertThat(verbs.calls()).noneMatch(call -> call.contains("FirstAdminKey"));
  }

  @Test
  void nothingIsDoneWithoutARegion() throws Exception {
    refuses(Map.of(), "set AWS_REGION");
    assertThat(verbs.calls()).isEmpty();
  }

  @Test
  void nothingIsDoneWithoutTheCommandLineOfAws() throws Exception {
    verbs.isNotInstalled("aws");
    refuses(REGION, "please install the AWS command line", "https://aws.amazon.com/cli/");
  }

  @Test
  void nothingIsDoneForWhomAwsDoesNotKnow() throws Exception {
    verbs.does("aws", "echo 'Unable to locate credentials' >&2; exit 253");
    refuses(REGION, "AWS does not know you", "aws configure", "aws sso login");
  }

  @Test
  void nothingIsDoneBeforeTheAccountIsBootstrapped() throws Exception {
    verbs.does("aws", "case $1 in sts) echo 123456789012 ;; *) exit 254 ;; esac");
    refuses(REGION, "not bootstrapped", "npx cdk bootstrap aws://123456789012/eu-west-1");
  }

  @Test
  void nothingIsDoneWithoutDocker() throws Exception {
    verbs.isNotInstalled("docker");
    refuses(REGION, "please install Docker");
  }

  @Test
  void nothingIsDoneWithADockerThatDoesNotRun() throws Exception {
    verbs.does("docker", "exit 1");
    refuses(REGION, "Docker does not run");
  }

  @Test
  void nothingIsDoneWithADockerThatCannotBuildForArm() throws Exception {
    verbs.does("uname", "echo x86_64");
    verbs.does("docker", "case $1 in buildx) echo 'Platforms: linux/amd64' ;; esac");
    refuses(REGION, "cannot build for Arm", "binfmt --install arm64");
  }

  @Test
  void restoreBringsItemsBack() throws Exception {
    Run run = verbs.run("", REGION, "restore", "customers", "restored", "--replace");

    assertThat(run.status()).as(run.output()).isZero();
    assertThat(verbs.calls())
        .containsExactly(
            WHO, "java io.griot.infra.operator.RestoredItems customers restored --replace");
  }

  @Test
  void destroyDoesNothingUnlessItIsToldTo() throws Exception {
    for (String typed : List.of("", "\n", "n\n", "yes please\n")) {
      Run run = verbs.run(typed, REGION, "destroy");

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.output()).contains("nothing was done");
    }
    assertThat(verbs.calls()).containsOnly(WHO);
  }

  @Test
  void destroyTakesEverythingButTheDataAndSaysSo() throws Exception {
    Run run = verbs.run("y\n", Map.of("AWS_REGION", "eu-west-1", "GRIOT_PREFIX", "two"), "destroy");

    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output())
        .contains(
            "It keeps the stack two-state", "two-session-*", "Events that were not delivered");
    assertThat(verbs.calls())
        .containsExactly(
            WHO, SYNTHESIS, "cdk --app infra-cdk/target/cdk.out destroy --force two-api two-hosts");
  }

  @Test
  void adminSaysNothingButTheAnswerAndNeedsNoAws() throws Exception {
    verbs.does("java", "echo answer; echo \"$GRIOT_ADMIN_KEY\"");
    verbs.writes(".griot/admin_key", "admin_ofthismachine\n");

    Run here = verbs.run("", Map.of(), "admin", "customer", "list");
    Run there =
        verbs.run(
            "",
            Map.of("GRIOT", "https://api.example.org", "GRIOT_ADMIN_KEY", "admin_other"),
            "admin",
            "customer",
            "list");

    assertThat(here.output()).isEqualTo("answer\nadmin_ofthismachine\n");
    assertThat(there.output()).isEqualTo("answer\nadmin_other\n");
    assertThat(verbs.calls())
        .allMatch(call -> call.matches("java .*io.griot.operator.Admin customer list"))
        .hasSize(2);
  }

  @Test
  void adminExplainsItselfAtOnce() throws Exception {
    Run run = verbs.run("", Map.of(), "admin", "customer", "create", "--help");

    assertThat(run.status()).isZero();
    assertThat(run.output()).contains("customer create CUSTOMER-ID", "key revoke KEY");
    assertThat(verbs.calls()).isEmpty();
  }

  /**
   * Asserts that deploying refuses with a message, and neither synthesises nor changes anything.
   */
  private void refuses(Map<String, String> settings, String... words) throws Exception {
    Run run = verbs.run("", settings, "deploy");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output()).contains(words);
    assertThat(verbs.calls()).noneMatch(call -> call.matches("(cdk|java|mvn) .*"));
  }
}
