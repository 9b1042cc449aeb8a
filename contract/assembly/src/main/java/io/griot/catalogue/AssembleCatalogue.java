package io.griot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Assembles the OpenAPI documents, as JSON, from {@code openapi.yaml} and the files of operations
 * and events beside it, so that no process parses YAML at run time. Every tag has a file with its
 * {@code paths} and with the {@code schemas} and {@code parameters} that only it uses. Everything
 * common to all operations of a kind (parameters, headers, errors, a sample call) is derived from
 * {@code x-griot} here, and not repeated in each operation.
 *
 * <p>Writes four documents: {@code openapi.json} and {@code openapi.fr.json} for customers and
 * their tools, each in one language; {@code openapi.admin.json} for operators; {@code
 * catalogue.json} without texts for people, for processes that must start fast.
 *
 * <p>Arguments: the folder of {@code openapi.yaml}, the folder to write to.
 */
final class AssembleCatalogue {
  private static final YAMLMapper YAML = new YAMLMapper();

  private final ObjectNode document;
  private final CommonParts common;

  private AssembleCatalogue(ObjectNode document) {
    this.document = document;
    this.common = new CommonParts(document);
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    AssembleCatalogue catalogue =
        new AssembleCatalogue((ObjectNode) YAML.readTree(folder.resolve("openapi.yaml").toFile()));
    new EventCatalogue(catalogue.document, YAML.readTree(folder.resolve("events.yaml").toFile()))
        .add();
    for (JsonNode tag : catalogue.document.path("tags")) {
      String name = tag.path("name").asText();
      if (name.equals(EventCatalogue.TAG)) {
        continue;
      }
      JsonNode part = YAML.readTree(folder.resolve("operations/" + name + ".yaml").toFile());
      catalogue.add(tag, part);
    }
    Usernames.complete(catalogue.document);
    Texts.complete(
        catalogue.document,
        YAML.readTree(folder.resolve("fields.yaml").toFile()),
        YAML.readTree(folder.resolve("french.yaml").toFile()));
    Path out = Files.createDirectories(Path.of(args[1]));
    write(out.resolve("catalogue.json"), Editions.forProcesses(catalogue.document));
    ObjectNode customers = Audience.customers(catalogue.document);
    ObjectNode operator = Audience.operator(catalogue.document);
    for (ObjectNode one : List.of(customers, operator)) {
      Variants.complete(one);
      ClientShapes.complete(one);
    }
    write(out.resolve("openapi.json"), Editions.forPeople(customers, false));
    write(out.resolve("openapi.fr.json"), Editions.forPeople(customers, true));
    write(out.resolve("openapi.admin.json"), Editions.forPeople(operator, false));
  }

  private static void write(Path file, JsonNode document) throws IOException {
    Files.write(file, new JsonMapper().writeValueAsBytes(document));
  }

  private void add(JsonNode tag, JsonNode part) {
    for (String kind : List.of("schemas", "parameters")) {
      ObjectNode known = (ObjectNode) document.at("/components/" + kind);
      for (Map.Entry<String, JsonNode> own : part.path(kind).properties()) {
        if (known.has(own.getKey())) {
          throw new IllegalStateException("two " + kind + " are called " + own.getKey());
        }
        known.set(own.getKey(), own.getValue());
      }
    }
    ObjectNode paths = document.withObjectProperty("paths");
    for (Map.Entry<String, JsonNode> path : part.path("paths").properties()) {
      if (paths.has(path.getKey())) {
        throw new IllegalStateException("two parts have the path " + path.getKey());
      }
      for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
        if (member.getValue() instanceof ObjectNode object && object.has("operationId")) {
          common.addTo(tag, path.getKey(), object);
          String call = new CurlSample(document).of(member.getKey(), path.getKey(), object);
          object
              .withArrayProperty("x-codeSamples")
              .addObject()
              .put("lang", "Shell")
              .put("label", "curl")
              .put("source", call);
        }
      }
      paths.set(path.getKey(), path.getValue());
    }
  }
}
