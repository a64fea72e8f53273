package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Type;

/**
 * The {@code forwardBackward} of a companion of numbers whose {@code valueAndGradient} loses digits, as its array is one of
 * {@code float}: that of {@code vjp}, which makes a record, and of the gates of callers, which make nothing.
 */
final class WideSlopes {
    private final Signatures signatures;
    private final Function function;

    WideSlopes(Signatures signatures, Function vjp) {
        this.signatures = signatures;
        function = vjp;
    }

    boolean isInParts() {
        return signatures.splitting().isInParts(StructuredStatics.FORWARD_BACKWARD);
    }

    MethodSpec method() {
        Names names = signatures.names();
        String dvalue = names.allocate("dvalue");
        String partials = names.allocate("partials");
        MethodSpec.Builder method = signatures
                .method(StructuredStatics.FORWARD_BACKWARD, Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc(
                        "For companions of callers: returns the value, and writes the gradient times {@code $L} into {@code $L}.\n",
                        dvalue,
                        partials)
                .addParameter(signatures.result(), dvalue)
                .addParameter(TypeNames.of(new Type.Array(Type.Primitive.DOUBLE)), partials)
                .returns(signatures.result());
        List<String> parameters = new ArrayList<>(signatures.parameterNames());
        parameters.add(dvalue);
        Body body = Body.withSinks(
                function,
                Body.named(function, parameters),
                Set.of(function.parameters().get(parameters.size() - 1)),
                names,
                1,
                signatures.divisible(StructuredStatics.FORWARD_BACKWARD));
        body.writeOps();
        List<Target.Parameter> wrt = signatures.wrt();
        for (int i = 0; i < wrt.size(); i++) {
            body.sinkPartial(i + 1, body.result(i + 1).text(), wrt.get(i).name(), Text.of("$N[$L]", partials, i));
        }
        body.statement(Text.of("return $L", body.result(0).text()));
        return method.addCode(body.build()).build();
    }

    /** The body of {@code vjp}. */
    CodeBlock called(Names names, String dvalue) {
        String partials = names.allocate("partials");
        String value = names.allocate("value");
        List<Target.Parameter> wrt = signatures.wrt();
        Lines lines = signatures.lines();
        lines.statement(Text.of("double[] $N = new double[$L]", partials, wrt.size()));
        Text.Builder call = Text.builder();
        signatures.parameterNames().forEach(name -> call.add("$N,$W", name));
        lines.statement(Text.of(
                "$T $N = $L($L$N,$W$N)",
                signatures.result(),
                value,
                StructuredStatics.FORWARD_BACKWARD,
                call.build(),
                dvalue,
                partials));
        Text.Builder components = Text.builder().add("$N", value);
        for (int i = 0; i < wrt.size(); i++) {
            boolean isFloat = wrt.get(i).type() == Type.Primitive.FLOAT;
            components.add(isFloat ? ",$W(float) $N[$L]" : ",$W$N[$L]", partials, i);
        }
        lines.statement(Text.of("return new $T($L)", signatures.gradientRecord(), components.build()));
        return lines.build();
    }
}
