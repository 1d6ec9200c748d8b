package gatehouse.control.aws;

import java.util.Map;

/** The operations of developer portals, which a gateway has no use for, and where they are. */
final class PortalOperations {

  static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("CreatePortal", "POST /v2/portals"),
          Map.entry("CreatePortalProduct", "POST /v2/portalproducts"),
          Map.entry("CreateProductPage", "POST /v2/portalproducts/{portalProductId}/productpages"),
          Map.entry(
              "CreateProductRestEndpointPage",
              "POST /v2/portalproducts/{portalProductId}/productrestendpointpages"),
          Map.entry("DeletePortal", "DELETE /v2/portals/{portalId}"),
          Map.entry("DeletePortalProduct", "DELETE /v2/portalproducts/{portalProductId}"),
          Map.entry(
              "DeletePortalProductSharingPolicy",
              "DELETE /v2/portalproducts/{portalProductId}/sharingpolicy"),
          Map.entry(
              "DeleteProductPage",
              "DELETE /v2/portalproducts/{portalProductId}/productpages/{productPageId}"),
          Map.entry(
              "DeleteProductRestEndpointPage",
              "DELETE /v2/portalproducts/{portalProductId}/productrestendpointpages/{productRestEndpointPageId}"),
          Map.entry("DisablePortal", "DELETE /v2/portals/{portalId}/publish"),
          Map.entry("GetPortal", "GET /v2/portals/{portalId}"),
          Map.entry("GetPortalProduct", "GET /v2/portalproducts/{portalProductId}"),
          Map.entry(
              "GetPortalProductSharingPolicy",
              "GET /v2/portalproducts/{portalProductId}/sharingpolicy"),
          Map.entry(
              "GetProductPage",
              "GET /v2/portalproducts/{portalProductId}/productpages/{productPageId}"),
          Map.entry(
              "GetProductRestEndpointPage",
              "GET /v2/portalproducts/{portalProductId}/productrestendpointpages/{productRestEndpointPageId}"),
          Map.entry("ListPortalProducts", "GET /v2/portalproducts"),
          Map.entry("ListPortals", "GET /v2/portals"),
          Map.entry("ListProductPages", "GET /v2/portalproducts/{portalProductId}/productpages"),
          Map.entry(
              "ListProductRestEndpointPages",
              "GET /v2/portalproducts/{portalProductId}/productrestendpointpages"),
          Map.entry("PreviewPortal", "POST /v2/portals/{portalId}/preview"),
          Map.entry("PublishPortal", "POST /v2/portals/{portalId}/publish"),
          Map.entry(
              "PutPortalProductSharingPolicy",
              "PUT /v2/portalproducts/{portalProductId}/sharingpolicy"),
          Map.entry("UpdatePortal", "PATCH /v2/portals/{portalId}"),
          Map.entry("UpdatePortalProduct", "PATCH /v2/portalproducts/{portalProductId}"),
          Map.entry(
              "UpdateProductPage",
              "PATCH /v2/portalproducts/{portalProductId}/productpages/{productPageId}"),
          Map.entry(
              "UpdateProductRestEndpointPage",
              "PATCH /v2/portalproducts/{portalProductId}/productrestendpointpages/{productRestEndpointPageId}"));

  private PortalOperations() {}
}
