package io.griot.operator;

import java.util.List;
import java.util.Optional;

/**
 * A command of {@code ./griot admin}: an operation of the catalogue.
 *
 * @param name the words of the command, such as {@code customer create}
 * @param path the path template, with {@code {names}}
 * @param arguments the names of the positional arguments, in order
 * @param fields all its fields
 * @param columns the columns of a list; empty: everything
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

  /** The part of a request that contains a field. */
  enum Place {
    PATH,
    QUERY,
    BODY
  }

  /** The type of a field, as far as a command line needs it. */
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
   * @param values the valid texts; empty: any
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

    /** The field's option on the command line: {@code --live-quota} for {@code liveQuota}. */
    String option() {
      return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }
  }

  Optional<Field> field(String named) {
    return fields.stream().filter(field -> field.name().equals(named)).findFirst();
  }

  /** Whether answers are paged, each naming the next page. */
  boolean isPaged() {
    return method.equals("GET") && field("after").isPresent();
  }

  /** The usage line: {@code customer create CUSTOMER-ID}, with optional parts in brackets. */
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

  /** Whether a field is a positional argument. */
  boolean isArgument(Field field) {
    return arguments.contains(field.name());
  }

  /** The fields that are options. */
  List<Field> options() {
    return fields.stream().filter(field -> !isArgument(field)).toList();
  }
}
