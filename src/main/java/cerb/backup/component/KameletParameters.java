package cerb.backup.component;

import cerb.backup.configuration.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.support.RouteTemplateHelper;

/** Every parameter that a route gives a kamelet is one of the kamelet's definition: Camel itself takes a misspelt one without a word. */
final class KameletParameters {
    /** Parameters of the kamelet component itself. */
    private static final Set<String> OF_COMPONENT = Set.of("location", "routeId", "templateId", "uuid", "noErrorHandler", "bridgeErrorHandler");

    private KameletParameters() {}

    static void check(ModelCamelContext context, List<RouteDefinition> routes) {
        for (RouteDefinition route : routes) {
            for (String uri : uris(route)) {
                EndpointUri kamelet = EndpointUri.parse(context, uri);
                if (kamelet.scheme().equals("kamelet") && !kamelet.path().matches("source|sink")) {
                    check(context, route, kamelet);
                }
            }
        }
    }

    /** The URIs of all endpoints of a route, as they were written. */
    static List<String> uris(RouteDefinition route) {
        List<String> uris = new ArrayList<>();
        uris.add(route.getInput().getEndpointUri());
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), EndpointRequiredDefinition.class).forEach(step -> uris.add(step.getEndpointUri()));
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), KameletDefinition.class).forEach(step -> uris.add("kamelet:" + step.getName()));
        return uris;
    }

    private static void check(ModelCamelContext context, RouteDefinition route, EndpointUri kamelet) {
        String name = kamelet.path().replaceFirst("/.*", "");
        Set<String> known = parameters(context, name);
        Set<String> unknown = new TreeSet<>(kamelet.parameters().keySet());
        unknown.removeAll(known);
        unknown.removeAll(OF_COMPONENT);
        if (!unknown.isEmpty()) {
            throw new ConfigurationException("route " + route.getRouteId() + " gives the kamelet " + name + " parameters that it does not have: " + String.join(", ", unknown),
                    "Use those of its definition: " + String.join(", ", known) + ".");
        }
    }

    private static Set<String> parameters(ModelCamelContext context, String kamelet) {
        try {
            if (context.getRouteTemplateDefinition(kamelet) == null) {
                String location = context.getComponent("kamelet", KameletComponent.class).getLocation();
                RouteTemplateHelper.loadRouteTemplateFromLocation(context, null, kamelet, location);
            }
        } catch (Exception e) {
            throw new ConfigurationException("cannot load the kamelet " + kamelet + ": " + e.getMessage(), "Correct its file, or the name in the route.", e);
        }
        RouteTemplateDefinition template = context.getRouteTemplateDefinition(kamelet);
        // null for a kamelet that has none
        return Stream.ofNullable(template.getTemplateParameters()).flatMap(List::stream).map(RouteTemplateParameterDefinition::getName).collect(Collectors.toCollection(TreeSet::new));
    }
}
