/** The AWS clients, and the stores on DynamoDB, SQS and S3. */
@NullMarked
package io.griot.functions.aws;

import org.jspecify.annotations.NullMarked;
