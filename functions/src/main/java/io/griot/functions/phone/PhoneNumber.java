package io.griot.functions.phone;

import java.util.List;

/**
 * A phone number in international form, by its digits without plus.
 *
 * @param digits as it was written
 * @param others the subscriber's number in other numbering plans, the newest first
 * @param newest its form in the newest plan
 */
record PhoneNumber(String digits, List<String> others, String newest) {
  PhoneNumber {
    others = List.copyOf(others);
  }

  /** Creates a number that no plan has changed. */
  static PhoneNumber of(String digits) {
    return new PhoneNumber(digits, List.of(), digits);
  }
}
