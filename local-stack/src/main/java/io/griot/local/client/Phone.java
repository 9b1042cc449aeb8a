package io.griot.local.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A simulated phone of the sandbox, used as its owner would. Thread-safe. */
public final class Phone implements AutoCloseable {
  /** The shop of the sandbox's default world. */
  public static final String SHOP = "237690000001";

  /** A customer of the shop in the sandbox's default world. */
  public static final String CUSTOMER = "237690000002";

  private final JsonHttp http;
  private final String number;

  /**
   * A phone of the sandbox at this address.
   *
   * @param number its phone number, only digits
   */
  public Phone(URI sandbox, String number) {
    this.http = new JsonHttp(sandbox);
    this.number = number;
  }

  /** Creates an account with a phone. */
  public static Phone create(URI sandbox, String number, String name) {
    Phone phone = new Phone(sandbox, number);
    phone.call(
        "POST",
        "/phones",
        Json.MAPPER.createObjectNode().put("pn", number).put("pushname", name).toString());
    return phone;
  }

  public String number() {
    return number;
  }

  /** Its phone-number id. */
  public String id() {
    return number + "@c.us";
  }

  /** Its hidden-number id. */
  public String lid() {
    return own("GET", "", null).path("lid").asText();
  }

  /** Links the page that shows this QR code. */
  public void scan(String qr) {
    own("POST", "/scan", Json.MAPPER.createObjectNode().put("qr", qr).toString());
  }

  /** Links the page that asked for this code. */
  public void enterLinkCode(String code) {
    own("POST", "/link-code", Json.MAPPER.createObjectNode().put("code", code).toString());
  }

  /**
   * Writes a message.
   *
   * @return the message's id
   */
  public String write(String chat, String text) {
    return own(
            "POST",
            "/chats/" + chat + "/messages",
            Json.MAPPER.createObjectNode().put("text", text).toString())
        .path("id")
        .asText();
  }

  /**
   * Sends a file.
   *
   * @param query more about the file: {@code type}, {@code caption}, {@code filename}; see the
   *     phones' interface
   * @return the message as the phone shows it
   */
  public JsonNode sendFile(String chat, byte[] bytes, String mimetype, String query) {
    String path = "/phones/" + number + "/chats/" + chat + "/media" + query;
    byte[] answer = http.bytes("POST", path, bytes, mimetype).orElseThrow();
    return Json.readObject(new String(answer, UTF_8));
  }

  /** The file of a message in a conversation. */
  public byte[] file(String chat, String messageId) {
    String path = "/phones/" + number + "/chats/" + chat + "/messages/" + messageId + "/media";
    return http.bytes("GET", path, new byte[0], "*/*").orElseThrow();
  }

  /** Deletes the file of a message from the sandbox's media servers. */
  public void forgetFile(JsonNode message) {
    http.bytes("DELETE", message.at("/attributes/directPath").asText(), new byte[0], "*/*");
  }

  /** The owner's own picture, or a chat's ({@code "/chats/{chat}"}). */
  public Optional<byte[]> picture(String of) {
    return http.bytes("GET", "/phones/" + number + of + "/picture", new byte[0], "*/*");
  }

  /** Changes the owner's picture. */
  public void setPicture(byte[] image) {
    http.bytes("PUT", "/phones/" + number + "/picture", image, "image/png");
  }

  /** The messages of a conversation as the phone shows them, oldest first. */
  public List<JsonNode> conversation(String chat) {
    List<JsonNode> messages = new ArrayList<>();
    own("GET", "/chats/" + chat + "/messages?limit=1000", null).forEach(messages::add);
    return messages;
  }

  /** Opens a conversation and reads it. */
  public void read(String chat) {
    own("POST", "/chats/" + chat + "/read", null);
  }

  /** Its linked devices. */
  public List<JsonNode> devices() {
    List<JsonNode> devices = new ArrayList<>();
    own("GET", "/devices", null).forEach(devices::add);
    return devices;
  }

  /** Whether its connected devices have received all events. */
  public boolean isInStep() {
    return devices().stream()
        .noneMatch(
            device -> device.path("isConnected").asBoolean() && device.path("waiting").asInt() > 0);
  }

  /** Logs a linked device out. */
  public void logOut(String device) {
    own("DELETE", "/devices/" + device, null);
  }

  /** Fills the phone with chats of people who have written to it, and with other contacts. */
  public void seed(int chats, int messagesPerChat, int contacts) {
    own(
        "POST",
        "/seed",
        Json.MAPPER
            .createObjectNode()
            .put("chats", chats)
            .put("messagesPerChat", messagesPerChat)
            .put("contacts", contacts)
            .toString());
  }

  /** Its chats in the order of its screen. */
  public List<JsonNode> chats() {
    List<JsonNode> chats = new ArrayList<>();
    own("GET", "/chats", null).forEach(chats::add);
    return chats;
  }

  /** Sets the faults of its devices; see the phones' interface. */
  public void faults(JsonNode faults) {
    own("PUT", "/faults", faults.toString());
  }

  /** Cuts the sockets of its devices. */
  public void dropSockets() {
    own("POST", "/faults/drop", null);
  }

  /** Sends any other request of the phones' interface, below this phone's own path. */
  public JsonNode ask(String method, String path, @Nullable JsonNode body) {
    return own(method, path, body == null ? null : body.toString());
  }

  /** Sets faults in the pages of all accounts: missing modules, hanging searches. */
  public void setPageFaults(JsonNode faults) {
    call("PUT", "/faults", faults.toString());
  }

  private JsonNode own(String method, String path, @Nullable String body) {
    return call(method, "/phones/" + number + path, body);
  }

  private JsonNode call(String method, String path, @Nullable String body) {
    JsonHttp.Response response = http.send(method, path, body, Map.of());
    if (response.status() >= 300) {
      throw new IllegalStateException(
          "%s %s: %d %s".formatted(method, path, response.status(), response.body()));
    }
    try {
      return response.body().isEmpty()
          ? Json.MAPPER.missingNode()
          : Json.MAPPER.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(path + " did not answer JSON", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
