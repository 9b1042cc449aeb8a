package io.griot.functions;

import io.griot.contract.CustomerId;
import io.griot.functions.admin.AdminUsage;
import io.griot.functions.admin.PaymentOperations;
import io.griot.functions.api.AccountOperations;
import io.griot.functions.api.ApiOperation;
import io.griot.functions.aws.DynamoAccountLog;
import io.griot.functions.aws.DynamoAccountStore;
import io.griot.functions.aws.DynamoAnnouncementStore;
import io.griot.functions.aws.DynamoCustomerRecordStore;
import io.griot.functions.aws.DynamoLedgerStore;
import io.griot.functions.aws.DynamoLimitsStore;
import io.griot.functions.aws.DynamoPaymentStore;
import io.griot.functions.aws.DynamoPlanStore;
import io.griot.functions.aws.DynamoUsageLog;
import io.griot.functions.aws.LambdaAwsClients;
import io.griot.functions.aws.SqsAccountEvents;
import io.griot.functions.aws.SsmSecrets;
import io.griot.functions.billing.BillingStep;
import io.griot.functions.billing.Checkouts;
import io.griot.functions.billing.Crediting;
import io.griot.functions.billing.FileSecrets;
import io.griot.functions.billing.Notifications;
import io.griot.functions.billing.OperatorPayments;
import io.griot.functions.billing.PaymentProvider;
import io.griot.functions.billing.ProviderHttp;
import io.griot.functions.billing.ProviderSecrets;
import io.griot.functions.billing.cinetpay.CinetPay;
import io.griot.functions.billing.paydunya.PayDunya;
import io.griot.functions.customers.Announcer;
import io.griot.publichttp.AddressRules;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The wiring of plans, payments and payment providers. Without a provider, none of their clients is
 * made: making them would lengthen each cold start.
 */
final class Billing implements AutoCloseable {
  private final Map<String, ApiOperation> operations = new HashMap<>();
  private final Optional<ProviderHttp> http;

  /**
   * @param changed is told whose subscription a payment has changed
   * @param steps is told each step of taking a payment when it is done
   */
  Billing(
      FunctionsConfig config,
      LambdaAwsClients aws,
      InstantSource clock,
      RandomGenerator random,
      Consumer<CustomerId> changed,
      Consumer<BillingStep> steps) {
    FunctionsConfig.Billing billing = config.billing();
    boolean any = billing.cinetPay().isPresent() || billing.payDunya().isPresent();
    http =
        any
            ? Optional.of(new ProviderHttp(new AddressRules(config.webhooksToLoopback())))
            : Optional.empty();
    DynamoPlanStore plans = new DynamoPlanStore(aws.tables(), config.names());
    DynamoLedgerStore ledger = new DynamoLedgerStore(aws.tables(), config.names());
    DynamoPaymentStore payments = new DynamoPaymentStore(aws.tables(), config.names());
    Announcer announcer =
        new Announcer(
            new DynamoAnnouncementStore(aws.tables(), config.names()),
            new SqsAccountEvents(
                aws.queues(),
                new DynamoAccountLog(aws.tables(), config.names(), clock),
                config.names()),
            clock);
    Crediting crediting =
        new Crediting(ledger, plans, changed.andThen(announcer::tell), clock, steps);
    Notifications notifications = new Notifications(payments, crediting, clock, steps);
    Checkouts checkouts = new Checkouts(providers(config, aws, clock), payments, clock, random);
    operations.putAll(
        new AccountOperations(
                new DynamoAccountStore(aws.tables(), config.names()),
                plans,
                new DynamoLimitsStore(aws.tables(), config.names(), plans),
                new DynamoUsageLog(aws.tables(), config.names()),
                checkouts,
                notifications,
                billing.publicUrl(),
                clock)
            .table());
    operations.putAll(
        new PaymentOperations(
                plans,
                ledger,
                payments,
                new OperatorPayments(ledger, payments, plans, crediting),
                notifications,
                checkouts,
                clock)
            .table());
    AdminUsage usage =
        new AdminUsage(
            new DynamoCustomerRecordStore(aws.tables(), config.names()),
            new DynamoUsageLog(aws.tables(), config.names()),
            ledger,
            config.costs().rates(),
            config.costs().rate(),
            clock);
    operations.put("adminUsage", usage::show);
  }

  /** The operations, by {@code operationId}. */
  Map<String, ApiOperation> operations() {
    return Map.copyOf(operations);
  }

  private List<PaymentProvider> providers(
      FunctionsConfig config, LambdaAwsClients aws, InstantSource clock) {
    List<PaymentProvider> providers = new ArrayList<>();
    config
        .billing()
        .cinetPay()
        .ifPresent(told ->
            providers.add(
                new CinetPay(told.base(), secrets(told, config, aws, clock), http.orElseThrow())));
    config
        .billing()
        .payDunya()
        .ifPresent(told ->
            providers.add(
                new PayDunya(told.base(), secrets(told, config, aws, clock), http.orElseThrow())));
    return providers;
  }

  private static ProviderSecrets secrets(
      FunctionsConfig.Provider told,
      FunctionsConfig config,
      LambdaAwsClients aws,
      InstantSource clock) {
    return config.endpoints().isPresent()
        ? new FileSecrets(Path.of(told.secrets()))
        : new SsmSecrets(aws::parameters, told.secrets(), clock);
  }

  @Override
  public void close() {
    http.ifPresent(ProviderHttp::close);
  }
}
