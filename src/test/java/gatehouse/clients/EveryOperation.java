package gatehouse.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.ApiGatewayV2Exception;
import software.amazon.awssdk.services.apigatewayv2.model.ApiGatewayV2Request;
import software.amazon.awssdk.services.apigatewayv2.model.BadRequestException;
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.model.NotFoundException;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * No operation of the SDK's interface is left out: it has succeeded before, or answers as
 * docs/management.md says.
 */
final class EveryOperation {

  private final ApiGatewayV2Client client;
  private final Set<String> succeeded;

  /** What labels of paths are about; those of what there cannot be are {@code x}. */
  private final Map<String, String> labels = new HashMap<>();

  EveryOperation(JavaClient client) {
    this.client = client.operations();
    succeeded = client.succeeded();
  }

  void run() throws ReflectiveOperationException {
    makeParents();
    Map<String, Method> operations = operations();
    Map<String, OperationsPage.Row> rows = OperationsPage.rows();
    assertEquals(rows.keySet(), operations.keySet());
    for (var row : rows.entrySet()) {
      String name = row.getKey();
      String state = row.getValue().state();
      if (state.startsWith("served")) {
        assertTrue(succeeded.contains(name), name + " was not tried");
      } else if (state.equals("the empty list")) {
        SdkPojo answer = (SdkPojo) call(operations.get(name));
        assertTrue(Told.by(answer).values().stream().allMatch(List.of()::equals), name);
      } else {
        assertRefused(name, state, operations.get(name));
      }
    }
    client.deleteDomainName(r -> r.domainName(labels.get("DomainName")));
    client.deleteApi(r -> r.apiId(labels.get("ApiId")));
  }

  private void assertRefused(String name, String state, Method method)
      throws ReflectiveOperationException {
    try {
      throw new AssertionError(name + " has answered " + call(method));
    } catch (InvocationTargetException e) {
      Class<? extends ApiGatewayV2Exception> type =
          state.startsWith("404") ? NotFoundException.class : BadRequestException.class;
      ApiGatewayV2Exception refusal = assertInstanceOf(type, e.getCause(), name);
      assertTrue(state.contains(Integer.toString(refusal.statusCode())), name + ": " + state);
      assertTrue(!refusal.awsErrorDetails().errorMessage().isEmpty(), name);
      assertTrue(refusal.requestId() != null, name);
    }
  }

  /** The methods that take a request and are not about pages, by the operation's name. */
  private static Map<String, Method> operations() {
    Map<String, Method> operations = new TreeMap<>();
    for (Method method : ApiGatewayV2Client.class.getMethods()) {
      Class<?>[] parameters = method.getParameterTypes();
      if (parameters.length == 1
          && ApiGatewayV2Request.class.isAssignableFrom(parameters[0])
          && !method.getName().endsWith("Paginator")) {
        operations.put(parameters[0].getSimpleName().replaceAll("Request$", ""), method);
      }
    }
    return operations;
  }

  private Object call(Method operation) throws ReflectiveOperationException {
    SdkBuilder<?, ?> builder =
        (SdkBuilder<?, ?>) operation.getParameterTypes()[0].getMethod("builder").invoke(null);
    for (SdkField<?> field : ((SdkPojo) builder).sdkFields()) {
      if (field.marshallingType() == MarshallingType.STRING
          && !field.memberName().equals("NextToken")) {
        field.set(builder, labels.getOrDefault(field.memberName(), "x"));
      }
    }
    return operation.invoke(client, builder.build());
  }

  private void makeParents() {
    String id = client.createApi(r -> r.name("x").protocolType(ProtocolType.HTTP)).apiId();
    labels.put("ApiId", id);
    labels.put("RouteId", client.createRoute(r -> r.apiId(id).routeKey("GET /x")).routeId());
    labels.put(
        "IntegrationId",
        client
            .createIntegration(
                r ->
                    r.apiId(id)
                        .integrationType(IntegrationType.HTTP_PROXY)
                        .integrationMethod("GET")
                        .integrationUri("http://x.test"))
            .integrationId());
    labels.put(
        "DomainName",
        client
            .createDomainName(
                r ->
                    r.domainName("x.example.com")
                        .domainNameConfigurations(JavaRequests.domain("x")))
            .domainName());
  }
}
