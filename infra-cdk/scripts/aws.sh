# What ./griot does on AWS. Sourced, not run.

readonly CLOUD=infra-cdk/target/cdk.out

# One of the cloud module's programs: infra CLASS ARGUMENTS...
infra() {
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=18,20,21,23 "$JAVA_HOME/bin/java" \
    -cp "$(echo infra-cdk/target/griot-infra-cdk-*-SNAPSHOT.jar):$(cat infra-cdk/target/classpath)" "$@"
}

need_region() {
  [ -n "${AWS_REGION:=${AWS_DEFAULT_REGION:-}}" ] ||
    fail "which region? set AWS_REGION, for example AWS_REGION=eu-west-1" "see docs/OPERATING.md"
  export AWS_REGION
}

synth() {
  need_region
  build
  rm -rf "$CLOUD"
  step "writing the templates to $CLOUD"
  CDK_OUTDIR=$CLOUD infra io.griot.infra.GriotApp
}

# The CDK's command line, of the version that package-lock.json pins.
cdk() {
  [ -x infra-cdk/node_modules/.bin/cdk ] ||
    (cd infra-cdk && npm ci --no-audit --no-fund --loglevel=error)
  infra-cdk/node_modules/.bin/cdk --app "$CLOUD" "$@"
}

# What must be so before anything is changed on AWS; first, because building takes minutes.
check_account() {
  need_region
  mkdir -p "$STATE"
  command -v aws >/dev/null || fail "please install the AWS command line" "https://aws.amazon.com/cli/"
  account=$(aws sts get-caller-identity --query Account --output text 2>"$STATE/aws.log") ||
    fail "AWS does not know you" "sign in (aws configure, or aws sso login); see $STATE/aws.log"
  say "account $account, region $AWS_REGION, installation ${GRIOT_PREFIX:-griot}"
}

check_deployment() {
  aws ssm get-parameter --name /cdk-bootstrap/hnb659fds/version >/dev/null 2>"$STATE/aws.log" ||
    fail "this account and region are not bootstrapped for the CDK" \
      "once: cd infra-cdk && npm ci && npx cdk bootstrap aws://$account/$AWS_REGION" "see $STATE/aws.log"
  command -v docker >/dev/null || fail "please install Docker: it builds the hosts' image" "https://docs.docker.com/engine/install/"
  docker info >"$STATE/docker.log" 2>&1 || fail "Docker does not run, or not for you" "see $STATE/docker.log"
  [ "$(uname -m)" = aarch64 ] || docker buildx inspect 2>/dev/null | grep -q linux/arm64 ||
    fail "this Docker cannot build for Arm" "docker run --privileged --rm tonistiigi/binfmt --install arm64"
}

# A new account may have 10 instances of Lambdas at once, an old one 1,000.
read_lambda_limit() {
  GRIOT_LAMBDA_INSTANCES=$(aws lambda get-account-settings --query AccountLimit.ConcurrentExecutions \
    --output text 2>"$STATE/aws.log") || fail "AWS does not say how many Lambdas may run at once" "see $STATE/aws.log"
  export GRIOT_LAMBDA_INSTANCES
  [ "$GRIOT_LAMBDA_INSTANCES" -ge 200 ] ||
    say "The account may run $GRIOT_LAMBDA_INSTANCES Lambdas at once: few requests can wait at the same time, and
none can be reserved for Griot. Ask for 1,000, free of charge, and deploy again:
  aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000"
}

# ECR looks for known holes in each image that is pushed.
scan_images() {
  aws ecr put-image-scanning-configuration --image-scanning-configuration scanOnPush=true \
    --repository-name "cdk-hnb659fds-container-assets-$account-$AWS_REGION" >"$STATE/aws.log" 2>&1 ||
    say "ECR does not scan the hosts' image: AWS refused it; see $STATE/aws.log"
}

deploy() {
  check_account
  check_deployment
  read_lambda_limit
  synth
  scan_images
  cdk deploy --all --require-approval broadening "$@"
  local key
  key=$(infra io.griot.infra.operator.FirstAdminKey)
  [ -z "$key" ] || say "${bold}Your first operator's key. It is not kept anywhere: write it down now.${plain}
It signs customers up (GRIOT is the API's address above):

  export GRIOT=https://… GRIOT_ADMIN_KEY=$key
  ./griot admin customer create shop"
}

# Brings items of a table that was restored under another name back: restore TABLE RESTORED-TABLE [--replace]
restore() {
  check_account
  build
  infra io.griot.infra.operator.RestoredItems "$@"
}

destroy() {
  local prefix=${GRIOT_PREFIX:-griot} template stack stacks=()
  check_account
  say "This ends all sessions and removes the API, the hosts, their queues and the alarms."
  say "It keeps the stack $prefix-state: all tables (deletion protection is on) and the bucket with"
  say "the sessions' profiles, so that deploying again brings the sessions back without a new scan."
  say "Events that were not delivered yet go with their queue; the log of the last 7 days stays, and"
  say "GET /events reads it when Griot is deployed again."
  say "Sessions' queues ($prefix-session-*) stay as well; they cost nothing while nobody reads them."
  ask "Go on?"
  synth
  for template in "$CLOUD/$prefix"-*.template.json; do
    stack=${template##*/} stack=${stack%.template.json}
    [ "$stack" = "$prefix-state" ] || stacks+=("$stack")
  done
  cdk destroy --force "${stacks[@]}" "$@"
}

# Prints what everything costs, or renews the document: cost [--write]
cost() {
  if [ "${1:-}" = --write ]; then
    infra io.griot.infra.cost.CostReport docs/COST.md
  else
    infra io.griot.infra.cost.CostReport
  fi
}
