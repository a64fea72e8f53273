package org.backwire.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Type;

/** What companions of callers call where a member is in parts: the frame of the parts comes from their workspace. */
final class ForCallers {
    static final String JAVADOC =
            "For companions of callers: returns the value, and writes the gradient times {@code $L} into arrays of zeros.\n";

    private ForCallers() {}

    /**
     * Calls {@code forwardBackward}.
     *
     * @param inParts that method; its last parameter is the frame
     * @param workspace the parameter that is the workspace, which may be one of that method's
     */
    static MethodSpec ofParts(MethodSpec inParts, ClassName frame, String dvalue, String workspace) {
        List<ParameterSpec> parameters =
                inParts.parameters().subList(0, inParts.parameters().size() - 1);
        CodeBlock.Builder arguments = CodeBlock.builder();
        parameters.forEach(parameter -> arguments.add("$N,$W", parameter));
        MethodSpec.Builder method = MethodSpec.methodBuilder(StructuredStatics.FORWARD_BACKWARD)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc(JAVADOC, dvalue)
                .returns(inParts.returnType())
                .addParameters(parameters)
                .addExceptions(inParts.exceptions());
        if (parameters.stream().noneMatch(parameter -> parameter.name().equals(workspace))) {
            method.addParameter(StructuredStatics.WORKSPACE, workspace);
        }
        return method.addStatement(
                        "return $L($L$L)",
                        StructuredStatics.FORWARD_BACKWARD,
                        arguments.build(),
                        frame(workspace, frame).block())
                .build();
    }

    /** Whether {@link #ofUnit} loses no digits: the slopes are written into an array of the type of the value. */
    static boolean isPossible(Signatures signatures) {
        return signatures.target().result() == Type.Primitive.DOUBLE;
    }

    /** Calls {@code valueAndGradient}, which is for a gradient of 1. */
    static MethodSpec ofUnit(Signatures signatures, ClassName frame) {
        Names names = signatures.names();
        String dvalue = names.allocate("dvalue");
        String partials = names.allocate("partials");
        String workspace = names.allocate("workspace");
        MethodSpec.Builder method = signatures
                .method(StructuredStatics.FORWARD_BACKWARD, Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc(JAVADOC, dvalue)
                .addParameter(signatures.result(), dvalue)
                .addParameter(signatures.partials(), partials)
                .addParameter(StructuredStatics.WORKSPACE, workspace)
                .returns(signatures.result());
        String value = names.allocate("value");
        Lines lines = signatures.lines();
        Text call = signatures.valueAndGradient(partials, frame(workspace, frame));
        lines.statement(Text.of("$T $N = $L", signatures.result(), value, call));
        for (int i = 0; i < signatures.wrt().size(); i++) {
            lines.statement(Text.of("$N[$L] = $N == 0 ? 0 : $N * $N[$L]", partials, i, dvalue, dvalue, partials, i));
        }
        lines.statement(Text.of("return $N", value));
        return method.addCode(lines.build()).build();
    }

    private static Text frame(String workspace, ClassName frame) {
        return Text.of("$N.frame($T.class, $T::new)", workspace, frame, frame);
    }
}
