@NullMarked
package io.griot.contract.net;

import org.jspecify.annotations.NullMarked;
