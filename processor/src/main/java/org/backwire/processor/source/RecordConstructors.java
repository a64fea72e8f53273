package org.backwire.processor.source;

import com.sun.source.tree.AssertTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import java.util.List;
import java.util.function.Predicate;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** What the canonical constructors of records do besides keeping the components. */
final class RecordConstructors {
    private final Sources sources;
    private final Types types;

    RecordConstructors(Sources sources, Types types) {
        this.sources = sources;
        this.types = types;
    }

    /** Whether a record can be made of anything that has the shape of its components, and has just that. */
    boolean takesAnything(TypeElement record) {
        return holdsFor(record, ShapeChecks::onlyShapes);
    }

    /** Whether a record can be made again of the components it has. */
    boolean keepsComponents(TypeElement record) {
        return holdsFor(record, RecordConstructors::onlyChecks);
    }

    /** Whether something is true of the constructors of a record and of those in it. */
    private boolean holdsFor(TypeElement record, Predicate<MethodTree> condition) {
        MethodTree constructor = canonical(record);
        if (constructor != null && !condition.test(constructor)) {
            return false;
        }
        for (RecordComponentElement component : record.getRecordComponents()) {
            TypeElement inner = Records.recordOf(component.asType());
            if (inner != null && !holdsFor(inner, condition)) {
                return false;
            }
        }
        return true;
    }

    private @Nullable MethodTree canonical(TypeElement record) {
        for (ExecutableElement constructor : Members.constructors(record)) {
            if (isCanonical(constructor, record)) {
                return sources.method(constructor);
            }
        }
        return null;
    }

    /** Whether a constructor takes just the components. */
    boolean isCanonical(ExecutableElement constructor, TypeElement record) {
        List<? extends VariableElement> parameters = constructor.getParameters();
        List<? extends RecordComponentElement> components = record.getRecordComponents();
        boolean canonical = parameters.size() == components.size();
        for (int i = 0; canonical && i < parameters.size(); i++) {
            canonical = types.isSameType(
                    parameters.get(i).asType(), components.get(i).asType());
        }
        return canonical;
    }

    /** Whether a constructor just keeps its parameters. javac itself puts a call of {@code super()} there. */
    static boolean isPlain(MethodTree constructor) {
        return constructor.getBody().getStatements().stream()
                .allMatch(statement -> isSuper(statement) || isKept(statement));
    }

    private static boolean onlyChecks(MethodTree constructor) {
        return constructor.getBody().getStatements().stream()
                .allMatch(statement -> isSuper(statement)
                        || isKept(statement)
                        || isCheck(statement)
                        || ShapeChecks.isShapely(statement, ShapeChecks.names(constructor)));
    }

    static boolean isSuper(StatementTree statement) {
        return statement instanceof ExpressionStatementTree expression
                && expression.getExpression() instanceof MethodInvocationTree call
                && call.getMethodSelect() instanceof IdentifierTree name
                && name.getName().contentEquals("super");
    }

    /** Whether an accessor gives what it is named after, or, if that will do, a copy of it. */
    static boolean isGetter(MethodTree accessor, String component, boolean copyWillDo) {
        return accessor.getBody() != null
                && accessor.getBody().getStatements().size() == 1
                && accessor.getBody().getStatements().get(0) instanceof ReturnTree result
                && result.getExpression() != null
                && (copyWillDo
                        ? ShapeChecks.isCopyOf(result.getExpression(), component)
                        : component.equals(ShapeChecks.component(Fields.bare(result.getExpression()))));
    }

    /** {@code this.x = x}. */
    static boolean isKept(StatementTree statement) {
        return statement instanceof ExpressionStatementTree expression
                && expression.getExpression() instanceof AssignmentTree assignment
                && assignment.getVariable() instanceof MemberSelectTree target
                && target.getExpression() instanceof IdentifierTree self
                && self.getName().contentEquals("this")
                && Fields.bare(assignment.getExpression()) instanceof IdentifierTree value
                && value.getName().equals(target.getIdentifier());
    }

    /** An assertion, or an {@code if} that throws or does nothing. */
    private static boolean isCheck(@Nullable StatementTree statement) {
        if (statement instanceof IfTree choice) {
            return isPure(choice.getCondition())
                    && isCheck(choice.getThenStatement())
                    && (choice.getElseStatement() == null || isCheck(choice.getElseStatement()));
        }
        if (statement instanceof BlockTree block) {
            return block.getStatements().stream().allMatch(RecordConstructors::isCheck);
        }
        return statement instanceof ThrowTree
                || statement instanceof AssertTree assertion && isPure(assertion.getCondition());
    }

    private static boolean isPure(ExpressionTree condition) {
        return Contents.of(List.of(condition)).assigned().isEmpty();
    }
}
