/**
 * DynamoDB, SQS and S3 on this machine: DynamoDB Local, ElasticMQ and S3Proxy in this JVM, on
 * loopback, with their data in one folder, and with Griot's tables, queues and bucket.
 */
@NullMarked
package io.griot.local.aws;

import org.jspecify.annotations.NullMarked;
