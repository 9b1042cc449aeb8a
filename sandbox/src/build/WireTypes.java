import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Generates the page's TypeScript types of the messages between page and server from the server's
 * records: their components, {@code @Nullable}, Jackson's names, and their comments. It parses the
 * records and does not load them, so nothing has to be compiled first. Runs on JDK 17 and later:
 *
 * <pre>java WireTypes.java FOLDER_OF_RECORDS FILE_TO_WRITE</pre>
 */
public final class WireTypes {
  private static final Map<String, String> SIMPLE =
      Map.of(
          "String",
          "string",
          "Jid",
          "string",
          "Integer",
          "number",
          "Long",
          "number",
          "Boolean",
          "boolean",
          "JsonNode",
          "unknown",
          "Object",
          "unknown");

  private final DocTrees docs;
  private final Map<String, Declaration> byName = new LinkedHashMap<>();

  /** A record or enum with its tree path, by which its comment is found. */
  private record Declaration(ClassTree tree, TreePath path, String outer) {}

  private WireTypes(DocTrees docs) {
    this.docs = docs;
  }

  public static void main(String[] arguments) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.list(Path.of(arguments[0]))) {
      List<Path> records =
          sources.filter(file -> file.toString().endsWith(".java")).sorted().toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(records));
      WireTypes types = new WireTypes(DocTrees.instance(task));
      for (CompilationUnitTree unit : task.parse()) {
        for (Tree type : unit.getTypeDecls()) {
          types.declare((ClassTree) type, new TreePath(new TreePath(unit), type), "");
        }
      }
      Path target = Path.of(arguments[1]);
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.writeString(target, types.text());
    }
  }

  private void declare(ClassTree type, TreePath path, String outer) {
    String name = type.getSimpleName().toString();
    byName.put(outer.isEmpty() ? name : outer + "." + name, new Declaration(type, path, outer));
    for (Tree member : type.getMembers()) {
      if (member instanceof ClassTree) {
        declare(
            (ClassTree) member,
            new TreePath(path, member),
            outer.isEmpty() ? name : outer + "." + name);
      }
    }
  }

  private String text() {
    StringBuilder text =
        new StringBuilder(
            "// Written by sandbox/src/build/WireTypes.java from the server's records.\n");
    byName.values().stream()
        .filter(this::isShared)
        .forEach(declaration -> text.append(declared(declaration)));
    text.append(
            "\n/** Requests of the page: name → [arguments, answer]. What may be null may be left out. */\n")
        .append("export interface Requests {\n");
    frames("Request")
        .forEach((name, request) ->
            text.append(comment(request, "  "))
                .append("  ")
                .append(name)
                .append(": [")
                .append(object(request, true, ""))
                .append(", ")
                .append(answer(request))
                .append("];\n"));
    text.append(
            "}\n\n/** Pushes of the server; `n` numbers what is kept until it is received. */\n")
        .append("export type Push =");
    frames("Push")
        .forEach((name, push) ->
            text.append("\n")
                .append(comment(push, "  "))
                .append("  | ")
                .append(
                    object(
                        push,
                        false,
                        "push: '" + name + "'; " + (isKept(push) ? "n: number; " : ""))));
    return text.append(";\n").toString();
  }

  /** Whether it gets a type of its own. Frames are written inside the union of their family. */
  private boolean isShared(Declaration declaration) {
    Tree.Kind kind = declaration.tree().getKind();
    boolean isFrame =
        (frames("Request").containsValue(declaration) || frames("Push").containsValue(declaration));
    boolean isAddress = declaration.tree().getSimpleName().contentEquals("Jid");
    return (kind == Tree.Kind.RECORD || kind == Tree.Kind.ENUM) && !isFrame && !isAddress;
  }

  private String declared(Declaration declaration) {
    String head = "\n" + comment(declaration, "") + "export ";
    return declaration.tree().getKind() == Tree.Kind.ENUM
        ? head + "type " + exported(declaration) + " = " + constants(declaration) + ";\n"
        : head + "type " + exported(declaration) + " = " + object(declaration, false, "") + ";\n";
  }

  /** The name in TypeScript: a nested record's begins with the outer record's. */
  private static String exported(Declaration declaration) {
    String name = declaration.tree().getSimpleName().toString();
    return declaration.outer().isEmpty() || name.startsWith("Wire")
        ? name
        : declaration.outer().replace(".", "") + name;
  }

  /** The records that implement a part of an interface, by their name on the wire. */
  private Map<String, Declaration> frames(String family) {
    Map<String, Declaration> frames = new LinkedHashMap<>();
    byName.forEach((path, declaration) -> {
      ClassTree tree = declaration.tree();
      if (declaration.outer().equals(family)
          && tree.getKind() == Tree.Kind.RECORD
          && !tree.getImplementsClause().isEmpty()) {
        String name = tree.getSimpleName().toString();
        frames.put(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), declaration);
      }
    });
    if (frames.isEmpty()) {
      throw new IllegalStateException(family + " has no frames");
    }
    return frames;
  }

  /** The answer named by a request's annotation; the empty answer if there is none. */
  private String answer(Declaration request) {
    AnnotationTree answered = annotation(request.tree().getModifiers(), "Answered");
    String record =
        answered == null ? "Answer.Done" : value(answered).toString().replaceFirst("\\.class$", "");
    return exported(find(record, request));
  }

  private static boolean isKept(Declaration push) {
    return push.tree().getImplementsClause().stream()
        .anyMatch(type -> type.toString().equals("Kept"));
  }

  /**
   * @param optional whether nullable fields may also be absent
   */
  private String object(Declaration declaration, boolean optional, String first) {
    StringBuilder inside = new StringBuilder();
    StringBuilder beside = new StringBuilder();
    components(declaration.tree())
        .forEach(component -> {
          if (annotation(component.getModifiers(), "JsonUnwrapped") != null) {
            beside.append(type(component.getType(), declaration)).append(" & ");
          } else {
            inside.append("\n    ").append(field(component, declaration, optional));
          }
        });
    return first.isEmpty() && inside.isEmpty()
        ? "Record<string, never>"
        : beside + "{ " + first + inside.toString().strip() + " }";
  }

  private String field(VariableTree component, Declaration within, boolean optional) {
    boolean nullable = annotation(component.getModifiers(), "Nullable") != null;
    String name = jsonName(component.getModifiers(), component.getName().toString());
    return comment(within, component)
        + name
        + (nullable && optional ? "?" : "")
        + ": "
        + type(component.getType(), within)
        + (nullable ? " | null" : "")
        + ";";
  }

  private static Stream<VariableTree> components(ClassTree record) {
    return record.getMembers().stream()
        .filter(member -> member instanceof VariableTree)
        .map(member -> (VariableTree) member)
        .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC));
  }

  private String constants(Declaration declaration) {
    return declaration.tree().getMembers().stream()
        .filter(member -> member instanceof VariableTree)
        .map(member -> (VariableTree) member)
        .map(constant ->
            "'" + jsonName(constant.getModifiers(), constant.getName().toString()) + "'")
        .collect(Collectors.joining(" | "));
  }

  private String type(Tree tree, Declaration within) {
    if (tree instanceof PrimitiveTypeTree) {
      return tree.toString().equals("boolean") ? "boolean" : "number";
    }
    if (tree instanceof ParameterizedTypeTree) {
      ParameterizedTypeTree generic = (ParameterizedTypeTree) tree;
      List<String> arguments = new ArrayList<>();
      generic.getTypeArguments().forEach(argument -> arguments.add(type(argument, within)));
      return generic.getType().toString().equals("Map")
          ? "Record<string, " + arguments.get(1) + ">"
          : arguments.get(0) + "[]";
    }
    if (tree instanceof AnnotatedTypeTree) {
      return "(" + type(((AnnotatedTypeTree) tree).getUnderlyingType(), within) + " | null)";
    }
    String name = tree.toString();
    String known = SIMPLE.get(name);
    return known != null ? known : exported(find(name, within));
  }

  private Declaration find(String name, Declaration within) {
    String self = within.tree().getSimpleName().toString();
    String home = within.outer().isEmpty() ? self : within.outer();
    return Stream.of(home + "." + name, name)
        .filter(byName::containsKey)
        .findFirst()
        .or(() -> byName.keySet().stream().filter(key -> key.endsWith("." + name)).findFirst())
        .map(byName::get)
        .orElseThrow(() -> new IllegalStateException(name + " in " + self + " is not of the wire"));
  }

  private static AnnotationTree annotation(ModifiersTree modifiers, String name) {
    return modifiers.getAnnotations().stream()
        .filter(annotation -> annotation.getAnnotationType().toString().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static String jsonName(ModifiersTree modifiers, String otherwise) {
    AnnotationTree named = annotation(modifiers, "JsonProperty");
    if (named == null) {
      return otherwise;
    }
    return ((LiteralTree) value(named)).getValue().toString();
  }

  private static ExpressionTree value(AnnotationTree annotation) {
    ExpressionTree value = annotation.getArguments().get(0);
    return value instanceof AssignmentTree ? ((AssignmentTree) value).getExpression() : value;
  }

  /** The Javadoc of a record without its parameters, which are written at the fields. */
  private String comment(Declaration declaration, String indent) {
    String text = javadoc(declaration);
    int parameters = text.indexOf("@param");
    String plain = (parameters < 0 ? text : text.substring(0, parameters)).strip();
    return plain.isEmpty()
        ? ""
        : indent + "/** " + plain.replace("\n", "\n" + indent + " * ") + " */\n";
  }

  /** The description of a component in the record's Javadoc. */
  private String comment(Declaration declaration, VariableTree component) {
    Matcher parameter =
        Pattern.compile("@param " + component.getName() + "\\s+(.*?)(?=@param|$)", Pattern.DOTALL)
            .matcher(javadoc(declaration));
    return parameter.find()
        ? "/** " + parameter.group(1).strip().replaceAll("\\s+", " ") + " */ "
        : "";
  }

  private String javadoc(Declaration declaration) {
    String text = docs.getDocComment(declaration.path());
    return text == null
        ? ""
        : text.strip()
            .replaceAll("\\{@(?:code|link)\\s+([^}]*)}", "`$1`")
            .replaceAll("\n[ *]*", "\n");
  }
}
