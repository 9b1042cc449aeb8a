package io.griot.functions.phone;

import java.util.List;
import java.util.Optional;

/**
 * The changes of national numbering plans after which some WhatsApp accounts have the old form of
 * their number and some the new one. Only one-to-one changes are listed: a number that could become
 * another subscriber's has no other form.
 */
final class NationalPlans {
  /** Brazil's area codes, as libphonenumber has them. */
  private static final String BRAZIL = "55(?:[14689][1-9]|2[12478]|3[1-578]|5[13-5]|7[13-579])";

  private static final List<NumberMove> MOVES =
      List.of(
          // Benin, 30 November 2024: 01 before every number of eight digits, fixed and mobile
          // (ARCEP
          // Benin, decision 2020-349 and its announcement of the switch; libphonenumber BJ).
          new NumberMove("229", List.of("01", ""), "[2-9]\\d{7}"),

          // Côte d'Ivoire, 31 January 2021 (ARTCI; ITU Operational Bulletin of 1 August 2020,
          // document T02020000310006): the operator's two digits before every number of eight. In
          // the old plan the second digit of a mobile is its operator's; the first digits in use
          // are from the operators (google/libphonenumber issue 1909) and from the list of prefixes
          // in the French Wikipedia. Value-added and short numbers (80, 90, 98…) did not move; 60
          // to 63 belonged to operators that had closed by then.
          new NumberMove("225", List.of("01", ""), "(?:0[1-3]|[457][0-3])\\d{6}"), // Moov
          new NumberMove("225", List.of("05", ""), "[04-9][4-6]\\d{6}"), // MTN
          new NumberMove("225", List.of("07", ""), "(?:[04-8][7-9]|9[78])\\d{6}"), // Orange
          // Fixed lines: the third digit was 0 for MTN, 8 for Moov; Orange's areas as
          // libphonenumber
          // has them.
          new NumberMove("225", List.of("21", ""), "2[0-3]8\\d{5}"),
          new NumberMove("225", List.of("25", ""), "(?:2[0-4]|3[0-6])0\\d{5}"),
          new NumberMove(
              "225",
              List.of("27", ""),
              "(?:2(?:0[23]|1[2357]|2[245]|3[45]|4[3-5])|3(?:06|1[69]|[2-6]7))\\d{5}"),

          // Gabon, 15 November 2019 (ARCEP Gabon): the operator's digit instead of the leading
          // zero, which is not dialled from abroad any more. Before, most callers dialled it: both
          // old forms were in use. libphonenumber's migrator (recipes.csv, 241) has the same map.
          new NumberMove("241", List.of("6", "0", ""), "[256]\\d{6}"), // Libertis, Moov
          new NumberMove("241", List.of("7", "0", ""), "[47]\\d{6}"), // Airtel
          new NumberMove("241", List.of("1", "0"), "1\\d{6}"), // fixed

          // Brazil, 2012 to 2016, by area (Anatel, resolution 553/2010): 9 before mobiles. Only for
          // numbers that began with 6, 8 or 9, as in libphonenumber's migrator (recipes.csv, 55),
          // and for 71 to 74 in the state of São Paulo (Teleco, "Numeração da Telefonia Celular"):
          // the other series of 7 were trunked radio, which kept eight digits, and 2 to 5 are fixed
          // lines, so that without the 9 the number may be another subscriber's.
          new NumberMove(BRAZIL, List.of("9", ""), "[689]\\d{7}"),
          new NumberMove("551[1-9]", List.of("9", ""), "7[1-4]\\d{6}"),

          // Mexico, 3 August 2019 (IFT, Plan Técnico Fundamental de Numeración): the 1 before
          // mobiles
          // called from abroad is gone. The ten digits are unique among fixed and mobile lines.
          new NumberMove("52", List.of("", "1"), "[2-9]\\d{9}"),

          // Argentina (Plan Fundamental de Numeración Nacional, resolution SC 46/97): 9 before
          // mobiles called from abroad, as WhatsApp wants them. It is no part of the ten digits,
          // which belong to one subscriber: a fixed and a mobile line never have the same number
          // (google/libphonenumber pull request 1719).
          new NumberMove("54", List.of("9", ""), "[1-3]\\d{9}"));

  private NationalPlans() {}

  /** The number with its forms in other plans; empty when no listed change applies to it. */
  static Optional<PhoneNumber> find(String digits) {
    return MOVES.stream().flatMap(move -> move.apply(digits).stream()).findFirst();
  }

  /** The number of changes that apply to a number; more than one would not be one to one. */
  static long movesOf(String digits) {
    return MOVES.stream().filter(move -> move.apply(digits).isPresent()).count();
  }
}
