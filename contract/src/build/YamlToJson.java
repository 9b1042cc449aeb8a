import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a YAML file as JSON at build time, so that no process parses YAML at run time. */
final class YamlToJson {
  private YamlToJson() {}

  public static void main(String[] args) throws IOException {
    JsonNode tree = new YAMLMapper().readTree(Path.of(args[0]).toFile());
    Path json = Path.of(args[1]);
    Files.createDirectories(json.getParent());
    Files.write(json, new JsonMapper().writeValueAsBytes(tree));
  }
}
