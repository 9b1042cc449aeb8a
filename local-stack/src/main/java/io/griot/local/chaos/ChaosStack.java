package io.griot.local.chaos;

import io.griot.contract.Environment;
import io.griot.contract.Json;
import io.griot.contract.settings.ProcessEnvironment;
import io.griot.contract.settings.SharedSettings;
import io.griot.functions.FunctionsSettings;
import io.griot.host.TimingSettings;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.aws.LocalAws;
import io.griot.local.client.ApiClient;
import io.griot.local.client.Phone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The system in which a run makes faults: the local stack, session hosts in their own processes, a
 * network and ways to AWS that may fail, a customer's receiver, and linked accounts.
 */
final class ChaosStack implements AutoCloseable {
  /** Turns off the second compiler: hosts do not run long enough to benefit from it. */
  private static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

  final LocalStack stack;
  final SandboxNetwork network;
  final EventReceiver receiver;

  /** The local stack's own API, which gets no faults. */
  final ApiClient api;

  /** The API that customers call, in a process that dies. */
  final ApiFaults customersApi;

  final ApiClient customers;

  final List<Account> accounts;
  final List<Phone> people;
  final TableView tables;
  final AwsPaths paths;
  final Disks disks;
  final Fleet fleet;

  /** Starts everything; nothing is linked yet. */
  ChaosStack(ChaosOptions options, Path folder, Timeline timeline) throws IOException {
    AtomicReference<AwsPaths> made = new AtomicReference<>();
    stack =
        LocalStack.start(
            LocalStackConfig.in(folder)
                .withSettings(
                    new ProcessEnvironment()
                        .put(FunctionsSettings.WEBHOOKS_TO_LOOPBACK, true)
                        .variables())
                .withBackgroundAws(aws -> {
                  made.set(paths(aws, options, timeline));
                  return made.get().environment(AwsPaths.backgroundPlace(options.hosts()));
                }));
    paths = made.get();
    network =
        new SandboxNetwork(stack.sandboxAddress(), RunThreads.answer(timeline, "the network"));
    receiver = new EventReceiver(RunThreads.answer(timeline, "the receiver"));
    String key = stack.mintKey(Linking.CUSTOMER, Environment.TEST);
    api = new ApiClient(stack.apiAddress(), key);
    Linking linking = new Linking(stack, api);
    accounts = linking.accounts(options.sessions());
    people = linking.people();
    tables = new TableView(stack.aws(), accounts);
    disks = new Disks(folder, options.hosts());
    Runtime.getRuntime().addShutdownHook(new Thread(this::breakOff));
    Map<String, String> settings =
        new ProcessEnvironment()
            .putAll(stack.functionSettings())
            .putAll(paths.environment(AwsPaths.apiPlace(options.hosts())))
            // A pace that is not noticeable, but gives each send a turn.
            .put(FunctionsSettings.SEND_INTERVAL, Duration.ofMillis(1))
            .variables();
    customersApi = ApiFaults.start(settings, accounts, key, folder.resolve("logs"));
    customers = customersApi.client();
    timeline.say("starting %d hosts".formatted(options.hosts()));
    fleet = new Fleet(this::hostSettings, folder, disks, options.hosts(), timeline);
  }

  private static AwsPaths paths(LocalAws aws, ChaosOptions options, Timeline timeline) {
    return new AwsPaths(
        aws,
        options.hosts(),
        new Random(options.seed()),
        RunThreads.answer(timeline, "a way to AWS"));
  }

  private Map<String, String> hostSettings(int place) {
    Map<String, String> settings = new HashMap<>(stack.hostSettings());
    settings.putAll(paths.environment(place));
    settings.put(SharedSettings.TEST_PAGE_URL.key(), network.address().toString());
    settings.put(TimingSettings.MAX_SESSION_MEMORY.key(), BrowserFaults.BOUND);
    settings.put("JAVA_TOOL_OPTIONS", ONE_COMPILER);
    settings.merge(
        SharedSettings.CHROMIUM_ARGUMENTS.key(),
        PageMemory.ARGUMENT,
        (given, own) -> given + " " + own);
    return settings;
  }

  /** Links all accounts, and registers the customer's webhook. */
  void link(Timeline timeline) {
    String webhook =
        Json.MAPPER
            .createObjectNode()
            .put("url", receiver.url())
            .set("events", Json.MAPPER.createArrayNode().add("message"))
            .toString();
    ApiClient.Answer answer = api.send("PUT", "/webhook", webhook, Map.of());
    if (answer.status() != 200) {
      throw new IllegalStateException("the webhook is refused: " + answer.text());
    }
    Linking linking = new Linking(stack, api);
    var _ =
        AtOnce.each(
            accounts,
            account -> {
              linking.link(account);
              timeline.say("%s is linked".formatted(account.name()));
              return account;
            });
  }

  /**
   * Removes what would outlive an interrupted run: stopped hosts, their browsers, then file
   * systems. One hook does all, because concurrent hooks could kill the unmounting process.
   */
  private void breakOff() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    disks.close();
  }

  @Override
  public void close() throws IOException {
    fleet.close();
    customersApi.close();
    disks.close();
    accounts.forEach(account -> account.phone().close());
    people.forEach(Phone::close);
    tables.close();
    api.close();
    receiver.close();
    network.close();
    stack.close();
    paths.close();
  }
}
