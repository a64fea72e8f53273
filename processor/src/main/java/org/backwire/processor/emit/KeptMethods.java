package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.KeptCode;

/**
 * The methods of a companion that have expressions as the user wrote them. The text is put in last of all, where nobody moves its
 * lines any more: there may be comments and text blocks in it.
 */
final class KeptMethods {
    /** Around the number of a text that is still to come; no text that javac takes has it. */
    private static final char MARK = '\u0001';

    private static final String CONTINUED = " ".repeat(16);

    private final List<String> texts = new ArrayList<>();

    MethodSpec of(KeptCode code, Target target) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(code.name()).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
        code.parameters().forEach(parameter -> method.addParameter(TypeNames.of(parameter.type()), parameter.name()));
        target.thrown().forEach(type -> method.addException(TypeNames.of(type)));
        CodeBlock.Builder expression = CodeBlock.builder();
        for (Object piece : code.pieces()) {
            if (piece instanceof ClassRef type) {
                expression.add("$T", TypeNames.of(type));
            } else {
                expression.add("$L", MARK + Integer.toString(texts.size()) + MARK);
                texts.add(continued(piece.toString()));
            }
        }
        if (code.result() == null) {
            return method.addStatement("$L", expression.build()).build();
        }
        return method.returns(TypeNames.of(code.result()))
                .addStatement("return $L", expression.build())
                .build();
    }

    private static String continued(String text) {
        StringBuilder lines = new StringBuilder();
        int at = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
            lines.append(text, at, end + 1);
            at = end + 1;
            boolean isEmpty = at < text.length() && text.charAt(at) == '\n';
            lines.append(isEmpty ? "" : CONTINUED);
        }
        return lines.append(text, at, text.length()).toString();
    }

    /** A companion with the texts in their places. */
    String putInto(String companion) {
        if (texts.isEmpty()) {
            return companion;
        }
        StringBuilder whole = new StringBuilder();
        int at = 0;
        for (int mark = companion.indexOf(MARK); mark >= 0; mark = companion.indexOf(MARK, at)) {
            int end = companion.indexOf(MARK, mark + 1);
            whole.append(companion, at, mark).append(texts.get(Integer.parseInt(companion.substring(mark + 1, end))));
            at = end + 1;
        }
        return whole.append(companion, at, companion.length()).toString();
    }
}
