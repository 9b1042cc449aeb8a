package io.griot.host.lease;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.SessionName;
import io.griot.contract.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Builds a session's record attribute by attribute. For one thread. */
public final class SessionRecordBuilder {
  private Generation generation;
  private final CustomerId customer;
  private final SessionName name;
  private final Environment environment;
  private Wanted wanted = Wanted.RUNNING;
  private long restarts;
  private Optional<String> owner = Optional.empty();
  private long token;
  private boolean waiting;
  private boolean linked;
  private Optional<String> checkpoint = Optional.empty();
  private boolean isLastState;
  private Optional<SessionRecord.Move> move = Optional.empty();
  private boolean suspended;
  private Optional<Duration> parksAfter = Optional.empty();

  private SessionRecordBuilder(
      Generation generation, CustomerId customer, SessionName name, Environment environment) {
    this.generation = generation;
    this.customer = customer;
    this.name = name;
    this.environment = environment;
  }

  /** By default wanted running, without an owner, and not waiting. */
  public static SessionRecordBuilder session(
      Generation generation, CustomerId customer, SessionName name) {
    return new SessionRecordBuilder(generation, customer, name, Environment.TEST);
  }

  /** By default a copy of this record. */
  public static SessionRecordBuilder like(SessionRecord it) {
    SessionRecordBuilder builder =
        new SessionRecordBuilder(it.generation(), it.customer(), it.name(), it.environment());
    builder.wanted = it.wanted();
    builder.restarts = it.restarts();
    builder.owner = it.owner();
    builder.token = it.token();
    builder.waiting = it.waiting();
    builder.linked = it.linked();
    builder.checkpoint = it.checkpoint();
    builder.isLastState = it.isLastState();
    builder.move = it.move();
    builder.suspended = it.suspended();
    builder.parksAfter = it.parksAfter();
    return builder;
  }

  public SessionRecordBuilder createdAt(Instant at) {
    generation = new Generation(generation.session(), at);
    return this;
  }

  public SessionRecordBuilder wanted(Wanted what) {
    wanted = what;
    return this;
  }

  public SessionRecordBuilder restarts(long asked) {
    restarts = asked;
    return this;
  }

  public SessionRecordBuilder owner(String host, long leaseToken) {
    owner = Optional.of(host);
    return token(leaseToken);
  }

  public SessionRecordBuilder noOwner() {
    owner = Optional.empty();
    return this;
  }

  public SessionRecordBuilder token(long newest) {
    token = newest;
    return this;
  }

  public SessionRecordBuilder waiting() {
    return waiting(true);
  }

  public SessionRecordBuilder waiting(boolean is) {
    waiting = is;
    return this;
  }

  public SessionRecordBuilder linked() {
    return linked(true);
  }

  public SessionRecordBuilder linked(boolean is) {
    linked = is;
    return this;
  }

  public SessionRecordBuilder checkpoint(String key) {
    checkpoint = Optional.of(key);
    return this;
  }

  public SessionRecordBuilder movedFrom(String host, Instant until) {
    move = Optional.of(new SessionRecord.Move(host, until));
    return this;
  }

  public SessionRecordBuilder notMoved() {
    move = Optional.empty();
    return this;
  }

  public SessionRecordBuilder suspended(boolean is) {
    suspended = is;
    return this;
  }

  public SessionRecordBuilder parksAfter(Duration idle) {
    parksAfter = Optional.of(idle);
    return this;
  }

  public SessionRecordBuilder lastState(boolean is) {
    isLastState = is;
    return this;
  }

  public SessionRecord build() {
    return new SessionRecord(
        generation,
        customer,
        name,
        environment,
        wanted,
        restarts,
        owner,
        token,
        waiting,
        linked,
        checkpoint,
        isLastState,
        move,
        suspended,
        parksAfter);
  }
}
