@NullMarked
package io.griot.local.aws;

import org.jspecify.annotations.NullMarked;
