/** Access: API keys, their customers, and whether those have paid. */
@NullMarked
package io.griot.functions.access;

import org.jspecify.annotations.NullMarked;
