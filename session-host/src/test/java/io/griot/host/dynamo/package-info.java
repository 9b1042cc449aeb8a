@NullMarked
package io.griot.host.dynamo;

import org.jspecify.annotations.NullMarked;
