package io.griot.functions.access;

import java.time.LocalDate;

/** Stores the days on which keys were used. */
public interface LastUseStore {
  /** Stores a day of use, unless this day or a later one is stored. */
  void used(String hash, LocalDate day);
}
