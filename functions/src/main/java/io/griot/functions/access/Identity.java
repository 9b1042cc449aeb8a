package io.griot.functions.access;

/** Whoever sent a request with a valid key. */
public sealed interface Identity permits Caller, Operator {
  KeyRights rights();
}
