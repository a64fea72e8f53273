package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.KeptCode;

/** The method of a companion that has an expression as the user wrote it. */
final class KeptMethod {
    private KeptMethod() {}

    static MethodSpec of(KeptCode code, Target target) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(code.name()).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
        code.parameters().forEach(parameter -> method.addParameter(TypeNames.of(parameter.type()), parameter.name()));
        target.thrown().forEach(type -> method.addException(TypeNames.of(type)));
        CodeBlock.Builder expression = CodeBlock.builder();
        for (Object piece : code.pieces()) {
            if (piece instanceof ClassRef type) {
                expression.add("$T", TypeNames.of(type));
            } else {
                expression.add("$L", piece);
            }
        }
        if (code.result() == null) {
            return method.addStatement("$L", expression.build()).build();
        }
        return method.returns(TypeNames.of(code.result()))
                .addStatement("return $L", expression.build())
                .build();
    }
}
