from sklearn.datasets import load_diabetes
from sklearn.dummy import DummyRegressor
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import KFold, cross_val_score
from sklearn.tree import DecisionTreeRegressor

X, y = load_diabetes(return_X_y=True)
folds = KFold(10, shuffle=True, random_state=0)
scores = {}
dummy = DummyRegressor()  # always the mean of the training rows
tree = DecisionTreeRegressor(random_state=0)
for model in (dummy, LinearRegression(), tree):
    name = type(model).__name__
    scores[name] = cross_val_score(model, X, y, cv=folds).mean()
    print(f"R² {scores[name]:5.2f}  {name}")
mean, linear, tree = scores.values()
assert tree < mean < 0.02 and linear > 0.3
