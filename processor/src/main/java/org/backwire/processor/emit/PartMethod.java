package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Value;

/** Writes a part as a private method. */
final class PartMethod {
    private final Division division;
    private final Part part;
    private final Map<Value, String> outside;
    private final Map<Value, String> given = new LinkedHashMap<>();
    private final Names names;

    /**
     * Writes a part.
     *
     * @param outside the names of the parameters of the member
     * @param names those of its variables
     */
    PartMethod(Division division, Part part, Map<Value, String> outside, Names names) {
        this.names = names;
        this.division = division;
        this.part = part;
        this.outside = outside;
    }

    MethodSpec method(Divisible member) {
        Function function = part.function();
        MethodSpec.Builder method = member.method(division.method(part), part);
        Value returned = division.returned(part);
        if (returned != null) {
            method.returns(TypeNames.of(returned.type()));
        }
        Map<Value, String> placed = placed();
        placed.values().forEach(names::reserve);
        String frame = division.frameOf(part);
        if (frame != null) {
            names.reserve(frame);
        }
        for (Value argument : division.arguments(part)) {
            String name = names.allocate(outside.getOrDefault(argument, division.wish(argument)));
            given.put(argument, name);
            method.addParameter(TypeNames.of(argument.type()), name);
        }
        if (frame != null) {
            method.addParameter(member.frameType(), frame);
        }
        given.putAll(placed);
        Body body = Body.ofPart(function, given, Set.copyOf(placed.keySet()), names, division, member.verbatim());
        body.writeOps();
        for (int i = 0; i < part.results().size(); i++) {
            Value result = part.results().get(i);
            if (result == returned) {
                body.statement(CodeBlock.of("return $L", body.result(i).block()));
            }
        }
        return method.addCode(body.build()).build();
    }

    /** What the part finds in fields, or puts into them as soon as it is computed. */
    private Map<Value, String> placed() {
        Map<Value, String> placed = new LinkedHashMap<>();
        part.reads().stream().filter(division::isPlaced).forEach(v -> placed.put(v, division.place(v)));
        division.placedIn(part.function().body(), placed);
        return placed;
    }
}
