package io.griot.functions.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

  /** The same number, as people and programs write it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "237690000002",
        "+237690000002",
        "+237 6 90 00 00 02",
        "00237 690000002",
        "00237.6.90.00.00.02",
        "+237-690-000-002",
        "(+237) 690 00 00 02",
        "+(237) [690] 00/00/02",
        " +237\u00a06\u202f90\u200900\u00a000\u00a002\n",
        "+237 6\u201390\u201300\u201100\u221202",
        "\u202a+237 690 000 002\u202c",
        "\uff0b\uff12\uff13\uff17 690000002",
        "\u0662\u0663\u0667\u0666\u0669\u0660\u0660\u0660\u0660\u0660\u0660\u0662",
        "237690000002@c.us",
        "+237 690 000 002@c.us",
        "237690000002@s.whatsapp.net",
        "237690000002:12@s.whatsapp.net",
        "237.690.000.002@S.WhatsApp.Net",
        "tel:+237-690-000-002",
        "whatsapp:+237690000002",
      })
  void readsANumberHoweverItIsWritten(String text) {
    assertThat(PhoneNumbers.read(text)).contains(PhoneNumber.of("237690000002"));
  }

  @ParameterizedTest
  @CsvSource({
    "+44 (0)20 7946 0000, 442079460000",
    "+33 (0)6 12 34 56 78, 33612345678",
    "+39 06 1234 5678, 390612345678", // Italy's zero is part of the number
    "0049 (0)151 23456789, 4915123456789",
  })
  void leavesOutTheZeroThatIsOnlyDialledInsideACountry(String text, String digits) {
    assertThat(PhoneNumbers.read(text)).map(PhoneNumber::digits).contains(digits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "00",
        "0690000002", // which country?
        "06 90 00 00 02",
        "011 237 690000002",
        "12345",
        "999999999", // no such country
        "120363021234567890", // longer than any number
        "1203630212345678",
        "120363021234567@g.us",
        "120363021234567@lid",
        "120363401234567890@newsletter",
        "status@broadcast",
        "13135550002@bot",
        "237690000002@example.org",
        "237690000002@c.us@c.us",
        "690 00 00 02 ext. 5",
        "+237 6 90 00 00 02 (Awa)",
        "+237+690000002",
        "237690000002+",
        "1-800-FLOWERS",
        "237tel:690000002",
        "62812345678.0", // of a spreadsheet; with its zero it is the number of somebody else
        "+628123456789.00",
        "2416623456.0@c.us",
        "+49 151 1234567 / 8", // two numbers, or one and an extension
        "+62 812 3456 789/0",
        "+49 151 12345678/79",
        "-4915112345678", // a group of another messenger
        "all",
      })
  void leavesEverythingElseAlone(String text) {
    assertThat(PhoneNumbers.read(text)).isEmpty();
  }

  /** Every form of one number, the newest first; each must tell all the others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2290197123456 22997123456", // Benin, mobile
        "2290121345678 22921345678", // Benin, fixed
        "2250101234567 22501234567", // Côte d'Ivoire, Moov
        "2250140123456 22540123456",
        "2250171123456 22571123456",
        "2250504123456 22504123456", // MTN
        "2250545123456 22545123456",
        "2250586123456 22586123456",
        "2250707123456 22507123456", // Orange
        "2250749123456 22549123456",
        "2250788123456 22588123456",
        "2252120812345 22520812345", // fixed: Moov, MTN, Orange
        "2252520012345 22520012345",
        "2252722412345 22522412345",
        "24166123456 24106123456 2416123456", // Gabon: Libertis and Moov
        "24162123456 24102123456 2412123456",
        "24177123456 24107123456 2417123456", // Airtel
        "24111712345 24101712345", // fixed
        "5511987654321 551187654321", // Brazil
        "5585991234567 558591234567",
        "5511971234567 551171234567",
        "525512345678 5215512345678", // Mexico
        "5491123456789 541123456789", // Argentina
        "5492964123456 542964123456",
      })
  void knowsTheOtherFormsThatAPlanGivesANumber(String row) {
    List<String> forms = List.of(row.split(" "));
    for (String form : forms) {
      List<String> others = forms.stream().filter(other -> !other.equals(form)).toList();
      assertThat(PhoneNumbers.read("+" + form))
          .contains(new PhoneNumber(form, others, forms.getFirst()));
      assertThat(NationalPlans.movesOf(form)).as("one to one").isOne();
    }
  }

  /** Texts that look like numbers that were changed, but would become other subscribers'. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2290112345678", // Benin: no number of eight digits began with 1
        "2250507123456", // Côte d'Ivoire: MTN's digits before a number of Orange's
        "2250700123456", // given out under the new plan only
        "22580123456", // free calls
        "22590512345", // dial-up
        "2252120012345", // Moov's digits before a fixed number of MTN's
        "24160123456", // Gabon: new, never had an old form
        "24172123456",
        "551131234567", // Brazil: fixed
        "5511931234567", // without the 9 it would be a fixed line
        "551178123456", // trunked radio
        "5511978123456",
        "5531971234567", // only in São Paulo were these mobiles
        "553171234567",
        "5520987654321", // no such area
        "52155123456789",
        "5481012345678",
        "237690000002",
        "22670123456",
        "33612345678",
        "12025550123",
      })
  void neverTurnsANumberIntoSomebodyElses(String digits) {
    assertThat(NationalPlans.find(digits)).isEmpty();
  }

  @Test
  void readsTheArgentinianMobilePrefix() {
    assertThat(PhoneNumbers.read("+54 11 15 2345-6789"))
        .contains(new PhoneNumber("5491123456789", List.of("541123456789"), "5491123456789"));
  }

  @Test
  void readsAGabonNumberWithTheZeroOfCallsWithinTheCountry() {
    assertThat(PhoneNumbers.read("+241 077 12 34 56"))
        .contains(
            new PhoneNumber("24177123456", List.of("24107123456", "2417123456"), "24177123456"));
  }

  /** The newest form is valid in libphonenumber's present plans of the countries. */
  @ParameterizedTest
  @MethodSource("mobilesOfTheMovedCountries")
  void makesNumbersThatTheLibraryHolds(String digits) throws Exception {
    PhoneNumber number = PhoneNumbers.read(digits).orElseThrow();
    Phonenumber.PhoneNumber newest =
        PhoneNumberUtil.getInstance().parse("+" + number.newest(), null);

    assertThat(PhoneNumberUtil.getInstance().isValidNumber(newest)).isTrue();
    assertThat(number.digits()).isEqualTo(digits);
    assertThat(number.others()).doesNotContain(digits).isNotEmpty();
  }

  static Stream<String> mobilesOfTheMovedCountries() {
    PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    return Stream.concat(
        Stream.of("BJ", "GA", "MX", "AR")
            .map(region -> library.getExampleNumberForType(region, PhoneNumberType.MOBILE))
            .map(example -> "" + example.getCountryCode() + example.getNationalNumber())
            // Its zeros are part of the number; the example for Benin begins with one.
            .map(digits -> digits.startsWith("229") ? "2290" + digits.substring(3) : digits),
        Arrays.stream(new String[] {"22997123456", "22507123456", "24107123456", "5215512345678"}));
  }

  @Test
  void isPrimedByReadingANumber() {
    assertThat(PhoneNumbers.prime()).isTrue();
  }

  @Test
  void takesNoTimeOverLongTexts() {
    assertThat(PhoneNumbers.read("+" + "2 ".repeat(50_000))).isEmpty();
  }
}
