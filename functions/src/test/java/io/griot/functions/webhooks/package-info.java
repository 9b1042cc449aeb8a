@NullMarked
package io.griot.functions.webhooks;

import org.jspecify.annotations.NullMarked;
