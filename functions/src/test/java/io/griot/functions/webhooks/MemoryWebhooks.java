package io.griot.functions.webhooks;

import io.griot.contract.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Webhooks and how their receivers do, in memory. Thread-safe. */
final class MemoryWebhooks implements WebhookStore, ReceiverStates {
  private final Map<String, Webhook> webhooks = new ConcurrentHashMap<>();
  private final List<String> lookUps;
  final AtomicInteger writes = new AtomicInteger();

  MemoryWebhooks(List<String> lookUps) {
    this.lookUps = lookUps;
  }

  void set(String scope, Webhook webhook) {
    webhooks.put(scope, webhook);
  }

  void clear() {
    webhooks.clear();
  }

  ReceiverState state(String scope) {
    return Objects.requireNonNull(webhooks.get(scope)).state();
  }

  @Override
  public Optional<Webhook> find(String scope) {
    lookUps.add(scope);
    return Optional.ofNullable(webhooks.get(scope));
  }

  @Override
  public boolean claimProbe(String scope, Instant seen, Instant until) {
    boolean[] claimed = {false};
    change(
        scope,
        state -> {
          claimed[0] = state.restUntil().equals(Optional.of(seen));
          return claimed[0] ? state.resting(until) : state;
        });
    return claimed[0];
  }

  @Override
  public void recovered(String scope) {
    change(scope, ReceiverState::recovered);
  }

  @Override
  public void failing(String scope, Instant since, Optional<Instant> rest) {
    change(scope, state -> state.failing(since, rest));
  }

  @Override
  public void slow(String scope, Instant until) {
    change(scope, state -> state.slow(until));
  }

  @Override
  public void gaveUp(String scope, Instant at) {
    change(scope, state -> state.gaveUp(at));
  }

  @Override
  public boolean disable(String scope, String url, ReceiverState.Disabled how) {
    boolean isFirst = state(scope).disabled().isEmpty();
    change(scope, state -> state.disabled(how));
    return isFirst;
  }

  private void change(String scope, UnaryOperator<ReceiverState> change) {
    writes.incrementAndGet();
    webhooks.computeIfPresent(scope, (any, webhook) -> webhook.with(change.apply(webhook.state())));
  }

  @Override
  public Webhook put(String scope, Whose whose, Webhook webhook, Optional<Instant> oldSecretUntil) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Stored> of(CustomerId customer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Webhook> replaceSecret(String scope, String secret, Instant oldUntil) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean remove(String scope) {
    throw new UnsupportedOperationException();
  }
}
