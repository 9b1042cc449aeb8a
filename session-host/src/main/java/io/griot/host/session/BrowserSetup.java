package io.griot.host.session;

import io.griot.host.bridge.BridgeScript;
import io.griot.host.browser.Browsers;
import java.net.URI;

/**
 * The parts with which a session's browser is started.
 *
 * @param address of WhatsApp Web
 */
record BrowserSetup(Browsers browsers, BridgeScript script, URI address, BrowserTiming timing) {}
