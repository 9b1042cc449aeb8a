@NullMarked
package io.griot.dynamo.usage;

import org.jspecify.annotations.NullMarked;
