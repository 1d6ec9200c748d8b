package gatehouse.control.cloudformation.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import gatehouse.control.cloudformation.template.Nodes;
import gatehouse.control.cloudformation.template.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The custom domain of an API.
 *
 * <p>AWS: {@code HttpApiDomainConfiguration}.
 *
 * @param apiId logical id of the API
 * @param place of the domain in the template
 */
record HttpApiDomain(
    String apiId, ObjectNode domain, String place, BiConsumer<String, String> notUsed) {

  /** The plain resources, by logical id. */
  Map<String, ObjectNode> expanded(String stageId, ObjectNode tags) {
    Known.check(
        domain,
        place,
        notUsed,
        List.of(
            "BasePath",
            "CertificateArn",
            "DomainName",
            "EndpointConfiguration",
            "MutualTlsAuthentication",
            "OwnershipVerificationCertificateArn",
            "Route53",
            "SecurityPolicy"));
    if (!domain.has("DomainName") || !domain.has("CertificateArn")) {
      throw new TemplateException(place, "must have a DomainName and a CertificateArn: add them");
    }
    if (domain.has("Route53")) {
      notUsed.accept(place + ".Route53", "is not used: let the domain's name lead to this server");
    }
    Map<String, ObjectNode> all = new LinkedHashMap<>();
    JsonNode name = domain.get("DomainName");
    String domainId =
        "ApiGatewayDomainNameV2" + "%010x".formatted(name.toString().hashCode() & 0xffffffffL);
    ObjectNode made = Nodes.object().put("Type", "AWS::ApiGatewayV2::DomainName");
    ObjectNode properties = made.putObject("Properties");
    properties.set("DomainName", name);
    ObjectNode configuration = properties.putArray("DomainNameConfigurations").addObject();
    configuration.set("CertificateArn", domain.get("CertificateArn"));
    configuration.put("EndpointType", "REGIONAL");
    copy("EndpointConfiguration", configuration, "EndpointType");
    copy("SecurityPolicy", configuration, "SecurityPolicy");
    copy(
        "OwnershipVerificationCertificateArn",
        configuration,
        "OwnershipVerificationCertificateArn");
    copy("MutualTlsAuthentication", properties, "MutualTlsAuthentication");
    if (!tags.isEmpty()) {
      properties.set("Tags", tags);
    }
    all.put(domainId, made);
    List<JsonNode> paths = new ArrayList<>();
    JsonNode base = domain.path("BasePath");
    if (base.isArray()) {
      base.forEach(paths::add);
    } else if (!base.isMissingNode()) {
      paths.add(base);
    }
    if (paths.isEmpty()) {
      all.put(apiId + "ApiMapping", mapping(domainId, stageId, null));
    }
    for (int i = 0; i < paths.size(); i++) {
      JsonNode path = paths.get(i);
      String bare = path.isTextual() ? path.textValue().replaceAll("^/+|/+$", "") : "";
      String id =
          apiId + (path.isTextual() ? SamTransform.alphanumeric(bare) : "Path" + i) + "ApiMapping";
      all.put(
          id,
          mapping(
              domainId,
              stageId,
              !path.isTextual() ? path : bare.isEmpty() ? null : TextNode.valueOf(bare)));
    }
    return all;
  }

  private ObjectNode mapping(String domainId, String stageId, @Nullable JsonNode key) {
    ObjectNode mapping = Nodes.object().put("Type", "AWS::ApiGatewayV2::ApiMapping");
    ObjectNode properties = mapping.putObject("Properties");
    properties.putObject("ApiId").put("Ref", apiId);
    properties.putObject("DomainName").put("Ref", domainId);
    properties.putObject("Stage").put("Ref", stageId);
    if (key != null) {
      properties.set("ApiMappingKey", key);
    }
    return mapping;
  }

  private void copy(String name, ObjectNode to, String as) {
    if (domain.has(name)) {
      to.set(as, domain.get(name));
    }
  }
}
