/**
 * DynamoDB, SQS and S3 on this machine: DynamoDB Local, ElasticMQ and S3Proxy in this JVM, on
 * loopback, with their data in one folder, and Griot's tables, queue and bucket made in them.
 */
@NullMarked
package io.griot.local.aws;

import org.jspecify.annotations.NullMarked;
