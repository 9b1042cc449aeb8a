/** Browser profiles on the local disk, and their checkpoints in S3. */
@NullMarked
package io.griot.host.profile;

import org.jspecify.annotations.NullMarked;
