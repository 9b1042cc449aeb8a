package io.griot.functions.api;

import io.griot.functions.http.Reply;

/** Answers an operation from stored data, without the session's host. */
public interface ApiOperation {
  Reply answer(ApiCall call);
}
