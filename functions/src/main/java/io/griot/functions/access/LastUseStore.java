package io.griot.functions.access;

import java.time.LocalDate;

/** Where it is noted when keys were used. */
public interface LastUseStore {
  /** Notes that a key was used on this day, unless this day or a later one is noted. */
  void used(String hash, LocalDate day);
}
