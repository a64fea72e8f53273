package org.backwire.processor.source;

import java.util.ArrayList;
import java.util.List;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.KeptCode;
import org.backwire.processor.graph.Shape;

/**
 * What reading a method gave.
 *
 * @param function one parameter for each parameter of the method, in order, data included, and one result; records of
 *     differentiable values are passed by their components, one parameter or result each
 * @param assumptions what Java was taken to mean
 * @param parameters how the method's parameters are made of the function's
 * @param result how the method's result is made of the function's
 * @param helpers those that the function calls, as they call themselves
 * @param kept what the function, or a helper, has of the text as it is written
 */
public record Reading(
        Function function,
        Assumptions assumptions,
        List<Shape> parameters,
        Shape result,
        List<RecursiveHelper> helpers,
        List<KeptCode> kept) {
    public Reading {
        kept = List.copyOf(kept);
        helpers = List.copyOf(helpers);
        parameters = List.copyOf(parameters);
    }

    /** The function, and those of the helpers. */
    public List<Function> functions() {
        List<Function> functions = new ArrayList<>();
        functions.add(function);
        helpers.forEach(helper -> functions.add(helper.function()));
        return functions;
    }
}
