package io.griot.functions.api;

import io.griot.functions.http.Reply;

/** Answers one operation from what is stored, asking no session's host. */
public interface ApiOperation {
  Reply answer(ApiCall call);
}
