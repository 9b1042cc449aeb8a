package io.griot.infra.cost;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tables of prices and figures, from which all costs are calculated. */
final class Tables {
  private final JsonNode prices;
  private final JsonNode figures;

  private Tables(JsonNode prices, JsonNode figures) {
    this.prices = prices;
    this.figures = figures;
  }

  static Tables load() {
    return new Tables(read("prices.json"), read("figures.json"));
  }

  String region() {
    return prices.path("region").asText();
  }

  String note() {
    return prices.path("note").asText();
  }

  /** A price in US dollars. */
  double price(String name) {
    return number(prices.path("prices").path(name).path("usd"), name);
  }

  /** A measured or assumed figure. Its name contains its unit. */
  double figure(String name) {
    return number(figures.path("figures").path(name).path("value"), name);
  }

  /** A row of texts per price: name, dollars, unit, page, and date of reading. */
  List<List<String>> priceRows() {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : prices.path("prices").properties()) {
      JsonNode price = entry.getValue();
      rows.add(
          List.of(
              entry.getKey(),
              price.path("usd").asText(),
              price.path("unit").asText(),
              price.path("page").asText(),
              price.path("read").asText()));
    }
    return rows;
  }

  /** A row of texts per figure: name, value and source. */
  List<List<String>> figureRows() {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : figures.path("figures").properties()) {
      rows.add(
          List.of(
              entry.getKey(),
              entry.getValue().path("value").asText(),
              entry.getValue().path("source").asText()));
    }
    return rows;
  }

  private static double number(JsonNode value, String name) {
    if (!value.isNumber()) {
      throw new IllegalArgumentException("there is no number for " + name);
    }
    return value.asDouble();
  }

  /** The introduction before the tables. */
  static String introduction() {
    return new String(bytes("introduction.md"), UTF_8);
  }

  private static JsonNode read(String name) {
    try {
      return Json.MAPPER.readTree(bytes(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String name) {
    try (InputStream resource = Tables.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
