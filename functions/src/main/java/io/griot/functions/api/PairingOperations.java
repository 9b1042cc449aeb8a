package io.griot.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.functions.access.Caller;
import io.griot.functions.customers.SubscriptionJson;
import io.griot.functions.docs.ApiDocs;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.http.Request;
import io.griot.functions.pairing.PairingLinks;
import io.griot.functions.pairing.PairingLinks.Opened;
import io.griot.functions.pairing.PairingVisit;
import io.griot.functions.phone.Addressed;
import io.griot.functions.web.WebPages;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Pairing links: a customer creates one, and its page, opened by the link's bearer, asks here for
 * the state. The token is sent in a header, so that no URL but the page's own contains it.
 * Thread-safe.
 */
public final class PairingOperations {
  private static final Duration USUAL = Duration.ofMinutes(30);

  private final PairingLinks links;
  private final PairingVisit visit;
  private final Optional<URI> publicUrl;

  /**
   * @param publicUrl the API's public address; empty: the address of the request
   */
  public PairingOperations(PairingLinks links, PairingVisit visit, Optional<URI> publicUrl) {
    this.links = links;
    this.visit = visit;
    this.publicUrl = publicUrl;
  }

  public Map<String, ApiOperation> table() {
    return Map.of(
        "sessionPairingLink", this::make,
        "pairingPage", call -> WebPages.pairing(call.request()),
        "webAsset", call -> WebPages.asset(call.parameter("asset"), call.request()),
        "pairingState", this::state,
        "pairingStart", this::start,
        "pairingCode", this::code,
        "pairingAccount", this::account);
  }

  private Reply make(ApiCall call) {
    Caller caller = call.caller();
    if (!caller.rights().reach(call.sessionName())) {
      throw new ApiFailure(
          FailureCode.KEY_OUT_OF_SCOPE,
          FailureCode.KEY_OUT_OF_SCOPE.text() + ": this key has no session of that name");
    }
    Duration valid =
        Optional.ofNullable(call.fields().get("expiresIn"))
            .map(seconds -> Duration.ofSeconds(seconds.asLong()))
            .orElse(USUAL);
    PairingLinks.Made made =
        links.make(caller.customer(), call.sessionName(), caller.environment(), valid);
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    answer.put("url", address(call) + "/pair/" + made.token().text());
    return Reply.json(200, answer.put("expiresAt", SubscriptionJson.text(made.expiresAt())));
  }

  private String address(ApiCall call) {
    return publicUrl
        .map(URI::toString)
        .or(() -> ApiDocs.address(call.request()))
        .orElse("")
        .replaceFirst("/$", "");
  }

  private Reply state(ApiCall call) {
    Opened opened = open(call);
    ObjectNode answer = answer(opened.step().isOpen()).put("state", opened.step().text());
    visit.qr(opened).ifPresent(text -> answer.put("qr", text));
    if (visit.wasUnlinked(opened)) {
      answer.put("unlinked", true);
    }
    return Reply.json(200, answer);
  }

  private Reply start(ApiCall call) {
    Opened opened = open(call);
    boolean served = visit.start(opened);
    ObjectNode answer = answer(served).put("state", opened.step().text());
    return Reply.json(200, served ? answer : answer.put("reason", "not_served"));
  }

  /** Answers a request for a code. The fields are checked first, whatever the token is. */
  private Reply code(ApiCall call) {
    Addressed fields = call.addressed();
    Opened opened = open(call);
    ObjectNode answer = answer(false).put("state", opened.step().text());
    if (!visit.takesCode(opened)) {
      return Reply.json(200, answer.put("reason", "not_ready"));
    }
    links.countCode(opened.link().orElseThrow());
    PairingVisit.Code code = visit.code(opened, fields, call.request().deadline());
    code.text().ifPresent(text -> answer.put("success", true).put("result", text));
    code.problem().ifPresent(text -> answer.put("reason", text));
    return Reply.json(200, answer);
  }

  private Reply account(ApiCall call) {
    Optional<PairingVisit.LinkedAccount> account =
        visit.account(open(call), call.request().deadline());
    ObjectNode answer = answer(account.isPresent());
    account.flatMap(PairingVisit.LinkedAccount::name).ifPresent(name -> answer.put("name", name));
    account
        .flatMap(PairingVisit.LinkedAccount::phoneNumber)
        .ifPresent(number -> answer.put("phoneNumber", number));
    return Reply.json(200, answer);
  }

  private Opened open(ApiCall call) {
    Request request = call.request();
    return links.open(request.header("pairing-token"), from(request));
  }

  /** The client's address as API Gateway saw it: it appends it to the caller's header. */
  private static String from(Request request) {
    String[] addresses = request.header("x-forwarded-for").orElse("").split(",", -1);
    return addresses[addresses.length - 1].strip();
  }

  private static ObjectNode answer(boolean success) {
    return Json.MAPPER.createObjectNode().put("success", success);
  }
}
