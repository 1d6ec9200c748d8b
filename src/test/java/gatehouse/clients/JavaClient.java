package gatehouse.clients;

import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;

/** AWS's SDK for Java, which remembers the operations that have succeeded. For any thread. */
final class JavaClient implements AutoCloseable {

  private final Set<String> succeeded = new ConcurrentSkipListSet<>();
  private final ApiGatewayV2Client client;

  JavaClient(String endpoint, String secret) {
    client =
        ApiGatewayV2Client.builder()
            .endpointOverride(URI.create(endpoint))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(Surroundings.KEY, secret)))
            .overrideConfiguration(c -> c.addExecutionInterceptor(new Recorder()))
            .build();
  }

  ApiGatewayV2Client operations() {
    return client;
  }

  /** The names of the operations that have succeeded. */
  Set<String> succeeded() {
    return new TreeSet<>(succeeded);
  }

  @Override
  public void close() {
    client.close();
  }

  private final class Recorder implements ExecutionInterceptor {

    @Override
    public void afterExecution(
        Context.AfterExecution context, ExecutionAttributes executionAttributes) {
      succeeded.add(executionAttributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }
  }
}
