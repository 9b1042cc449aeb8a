package io.griot.operator;

import java.util.List;
import java.util.Optional;

/**
 * One thing that {@code ./griot admin} does: an operation of the catalogue.
 *
 * @param name the words it is called by, such as {@code customer create}
 * @param path as the catalogue has it, with {@code {names}}
 * @param arguments the fields that stand beside the verb without their names, in this order
 * @param fields all that it takes
 * @param columns what a list shows of each thing; empty: everything
 */
record Verb(
    String name,
    String method,
    String path,
    String summary,
    String description,
    List<String> arguments,
    List<Field> fields,
    List<String> columns) {
  Verb {
    arguments = List.copyOf(arguments);
    fields = List.copyOf(fields);
    columns = List.copyOf(columns);
  }

  /** Where a field goes. */
  enum Place {
    PATH,
    QUERY,
    BODY
  }

  /** A field, as far as a command line must know it. */
  enum Type {
    TEXT,
    NUMBER,
    FLAG,
    LIST,
    TIME
  }

  /**
   * A field of a request.
   *
   * @param values the only texts that it may be; empty: any
   */
  record Field(
      String name,
      Place place,
      Type type,
      boolean required,
      String description,
      List<String> values) {
    Field {
      values = List.copyOf(values);
    }

    /** How it is written as an option: {@code --live-quota} for {@code liveQuota}. */
    String option() {
      return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }
  }

  Optional<Field> field(String named) {
    return fields.stream().filter(field -> field.name().equals(named)).findFirst();
  }

  /** Whether answers come in pages, of which each names the next. */
  boolean isPaged() {
    return method.equals("GET") && field("after").isPresent();
  }

  /** How it is typed: {@code customer create CUSTOMER-ID}; in brackets what may be left out. */
  String usage() {
    StringBuilder usage = new StringBuilder(name);
    arguments.stream()
        .flatMap(argument -> field(argument).stream())
        .forEach(field -> {
          String word = field.option().substring(2).toUpperCase(java.util.Locale.ROOT);
          usage.append(' ').append(field.required() ? word : "[" + word + "]");
        });
    return usage.toString();
  }

  /** Whether a field is given by its place. */
  boolean isArgument(Field field) {
    return arguments.contains(field.name());
  }

  /** The fields that are given by their names. */
  List<Field> options() {
    return fields.stream().filter(field -> !isArgument(field)).toList();
  }
}
