package io.griot.functions.api;

import io.griot.functions.http.Reply;

/** Answers one operation from what is stored, asking no session's host. */
interface ApiOperation {
  Reply answer(ApiCall call);
}
