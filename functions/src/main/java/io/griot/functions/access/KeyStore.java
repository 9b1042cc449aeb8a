package io.griot.functions.access;

/** Where keys are kept. */
public interface KeyStore {
  /** Stores a new key. */
  void put(ApiKey key);
}
