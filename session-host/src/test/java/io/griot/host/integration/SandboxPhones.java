package io.griot.host.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** The phones of the sandbox, and its faults, by HTTP. Thread-safe. */
final class SandboxPhones implements AutoCloseable {
  private final URI sandbox;
  private final HttpClient http = HttpClient.newHttpClient();

  SandboxPhones(URI sandbox) {
    this.sandbox = sandbox;
  }

  /** Reads an answer of a phone. */
  JsonNode get(String phone, String path) throws IOException, InterruptedException {
    return Json.MAPPER.readTree(exchange(request(phone, path).GET().build()).body());
  }

  /** Has a phone do something; fails when it does not. */
  void post(String phone, String path, String text) throws IOException, InterruptedException {
    HttpResponse<String> response =
        exchange(
            request(phone, path)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(text))
                .build());
    if (response.statusCode() >= 300) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
    }
  }

  /** Has a phone change something; fails when it does not. */
  void patch(String phone, String path, String json) throws IOException, InterruptedException {
    change(phone, path, "PATCH", json);
  }

  /** Has a phone delete something; fails when it does not. */
  void delete(String phone, String path) throws IOException, InterruptedException {
    change(phone, path, "DELETE", "");
  }

  private void change(String phone, String path, String method, String json)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        exchange(request(phone, path).method(method, BodyPublishers.ofString(json)).build());
    if (response.statusCode() >= 300) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
    }
  }

  /** The texts with this beginning that a phone shows in its chat with the shop. */
  List<String> received(String phone, String beginning) throws IOException, InterruptedException {
    List<String> texts = new ArrayList<>();
    for (JsonNode chat : get(phone, "/chats")) {
      String messages = "/chats/" + chat.path("id").asText() + "/messages?limit=1000";
      for (JsonNode message : get(phone, messages)) {
        String body = message.path("body").asText();
        if (body.startsWith(beginning)) {
          texts.add(body);
        }
      }
    }
    return texts;
  }

  /** Has the phone remove all its linked devices. */
  void logOutAll(String phone) throws IOException, InterruptedException {
    for (JsonNode device : get(phone, "/devices")) {
      exchange(request(phone, "/devices/" + device.path("id").asText()).DELETE().build());
    }
  }

  /** Sets the modules that later loaded pages of WhatsApp Web lack; none at first. */
  void leaveOut(String... modules) throws IOException, InterruptedException {
    ObjectNode faults = Json.MAPPER.createObjectNode();
    faults.set("leaveOut", Json.MAPPER.valueToTree(modules));
    pageFaults(faults);
  }

  /** Sets whether later loaded pages open their storage too slowly; not at first. */
  void slowStorage(boolean slow) throws IOException, InterruptedException {
    pageFaults(Json.MAPPER.createObjectNode().put("slowStorage", slow));
  }

  /** Whether uploads of files that begin now never end; not to begin with. */
  void uploadsHang(boolean hang) throws IOException, InterruptedException {
    pageFaults(Json.MAPPER.createObjectNode().put("uploadsHang", hang));
  }

  private void pageFaults(ObjectNode faults) throws IOException, InterruptedException {
    URI uri = sandbox.resolve("/faults");
    String body = faults.toString();
    exchange(HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString(body)).build());
  }

  private HttpRequest.Builder request(String phone, String path) {
    URI uri = sandbox.resolve("/phones/" + phone + path);
    return HttpRequest.newBuilder(uri).timeout(HostFixture.DEADLINE);
  }

  private HttpResponse<String> exchange(HttpRequest request)
      throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
